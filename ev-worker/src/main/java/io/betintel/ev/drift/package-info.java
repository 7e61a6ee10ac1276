/**
 * Compares what every place knows of bet types: this build's schema, the registry, the database's
 * labels, catalogue and rows, the cache, the live workers, the roles. {@code bet-types check} looks
 * once; a running worker looks again and again and reports a gauge per place.
 *
 * <p>Rejected: repairing what differs. Which side is right is for a person to say, and a label or a
 * registered symbol cannot be taken back. Rejected too: a worker that is not ready while places
 * differ; it serves bet types that its build does not know, and a rollout always differs for a
 * while.
 */
package io.betintel.ev.drift;
