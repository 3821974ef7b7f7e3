import { connection } from 'next/server'
import { pool } from '../pool'

type Row = {
  id: number
  name: string
  email: string
  team: string
  level: string
  manager: string
  score: number
}

export default async function Bare() {
  await connection()
  const { rows } = await pool.query<Row>(
    'SELECT id, name, email, team, level, manager, score FROM bench.rows WHERE id > $1 ORDER BY id LIMIT 50',
    [1],
  )
  return (
    <main>
      <h1>Bare</h1>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>E-mail</th>
            <th>Team</th>
            <th>Level</th>
            <th>Manager</th>
            <th>Score</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="row">
              <td className="cell">
                <a href={`/people/${row.id}`}>{row.name}</a>
              </td>
              <td className="cell">{row.email}</td>
              <td className="cell">{row.team}</td>
              <td className="cell">{row.level}</td>
              <td className="cell">{row.manager}</td>
              <td className="cell number">{Number(row.score).toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
