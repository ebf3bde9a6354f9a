/**
 * What stands above everything else in a mail that can be answered: what comes from there on in the answer was quoted.
 * Short, so that no mail program breaks it.
 */
export const replyHint = 'Reply to this mail to answer in the thread.'
export const replyMarker = '-- Write above this line --'
