/**
 * {@code ev-worker feed} and {@code check-event}: for those who send odds.
 *
 * <p>Both feed commands share options, waiting and the producer ({@code FeedTarget}). Rejected:
 * registering the schema here. A feed encodes with the registry's latest schema, and {@code
 * schemas} alone registers.
 */
package io.betintel.ev.cli.feed;
