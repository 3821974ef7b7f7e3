const HANDS = 6

/** Does the work for each item, several at a time: most of a refusal is waiting. */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  hands = HANDS,
): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (const item of left) await work(item)
    }),
  )
}
