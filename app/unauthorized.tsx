/**
 * Nothing answers this: whoever is not signed in is sent to the sign-in page. Next's own, which would
 * stand here else, is a dozen elements of every page.
 */
export default function Unauthorized() {
  return null
}
