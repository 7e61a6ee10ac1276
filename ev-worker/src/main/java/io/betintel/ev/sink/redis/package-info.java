/**
 * Stores priced lines in Redis, for boards and live changes.
 *
 * <p>A script writes each line, guarded by a version marker that outlives the line, so that a
 * zombie cannot bring an old line back. Entries expire when the line is no longer valid, even if no
 * worker runs. Bet types that are off are kept out by gates, which refuse a writer with an old
 * catalogue. The positions are written after the lines, and only if the lines are still there: a
 * Redis that loses data meanwhile loses both. A crash between the two writes lines again, which
 * changes nothing.
 *
 * <p>Rejected: a MULTI transaction per batch. It would block Redis for the whole batch, and on a
 * cluster it cannot span hash slots.
 */
package io.betintel.ev.sink.redis;
