import { Button } from '@/app/_components/ui/button'
import { TextAreaField } from '@/app/_components/ui/field'

/** For a move that opens reviews to whoever makes it: sends the same to a second administrator. */
export function AskSecond() {
  return (
    <div className="space-y-3 rounded-md border border-line px-4 py-3">
      <TextAreaField
        label="Why it should be so"
        name="reason"
        maxLength={2_000}
        hint="The second administrator reads it. When they have agreed, make the change once more."
      />
      <Button type="submit" name="ask" value="yes">
        Ask a second administrator
      </Button>
    </div>
  )
}
