// Loaded before the web server and the worker: when `npm start` is killed, the channel to it closes,
// and they must not stay behind on its port.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
