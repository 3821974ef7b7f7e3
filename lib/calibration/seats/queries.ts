import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'

/** Where the actor sits in the sessions of a cycle, and which of them is about this participant. */
export function seatsOf(ctx: Context, participant: { id: string; cycleId: string }): Prisma.Sql {
  return Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('role', m.role, 'sessionState', s.state,
      'containsSubject', EXISTS (SELECT 1 FROM calibration_participants c
        WHERE c.participant_id = ${participant.id}::uuid AND c.session_id = s.id)))
    FROM calibration_members m JOIN calibration_sessions s ON s.id = m.session_id
    WHERE m.person_id = ${ctx.actor.id}::uuid AND s.cycle_id = ${participant.cycleId}::uuid)`
}

/** The state of the session that is about the participant in `participant`; null without one. */
export function sessionStateOf(participant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT s.state FROM calibration_participants c
    JOIN calibration_sessions s ON s.id = c.session_id WHERE c.participant_id = ${participant})`
}
