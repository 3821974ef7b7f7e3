import { connection } from 'next/server'

export default async function Hello() {
  await connection()
  return <h1>Hello</h1>
}
