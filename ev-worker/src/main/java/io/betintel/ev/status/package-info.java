/**
 * Reads the state of an installation from outside: servers, topics and lag, workers, bet types, the
 * best bets. It asks every server itself and changes nothing.
 *
 * <p>Each server may be away without the others: its part is missing and says why, the rest is
 * shown.
 *
 * <p>Rejected: a page of the worker that reports all this. It could not be asked when no worker
 * runs, which is when it is needed most.
 */
package io.betintel.ev.status;
