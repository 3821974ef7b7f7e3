import { pool } from '../../../pool'

export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const body: unknown = await request.json()
  const { rows } = await pool.query<{ version: number }>(
    'UPDATE bench.texts SET body = $2, version = version + 1 WHERE id = $1 RETURNING version',
    [id, JSON.stringify(body)],
  )
  return Response.json({ outcome: 'saved', version: rows[0]?.version })
}
