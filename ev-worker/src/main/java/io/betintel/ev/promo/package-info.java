/**
 * What promotions are worth: a profit boost, a bonus bet, a second-chance bet and a deposit match,
 * as a bet of their own and with a hedge; pure. {@code Promotion} reads one and values it.
 *
 * <p>All prices are net of fees, so that exchanges and bookmakers are treated alike. Rejected: a
 * promotion as a better price of the offer. A bonus bet's stake is not returned and a refund is
 * paid when the bet loses, which no price expresses.
 */
package io.betintel.ev.promo;
