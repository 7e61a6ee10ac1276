/**
 * The Odds API, version 4: its JSON in files ({@code TheOddsApiReader}) and live ({@code
 * OddsApiFeed}).
 *
 * <p>The client repeats what is worth repeating, keeps a reserve of the key's quota, and removes
 * the key from every message, since it travels in the address. A part that cannot be used is a
 * problem with its place; everything beside it is used.
 *
 * <p>Rejected: binding the JSON to classes, since one unusable outcome would cost the whole answer;
 * and the JDK's own body readers, since they drop what arrived before a break.
 */
package io.betintel.ev.feed.oddsapi;
