/**
 * Files of football-data.co.uk: past matches with opening and closing prices and results, and
 * fixtures.
 *
 * <p>{@code FootballColumns} tells from the header which columns hold which bookmaker's prices;
 * {@code FootballSeason} reads row by row. The file says that a price is an opening or a closing
 * one, not when it was quoted: we place them 24 hours and 5 minutes before kick-off.
 *
 * <p>Rejected: the columns {@code Max*} and {@code Avg*}, which belong to no bookmaker; and one
 * time for both, since the closing price would replace the opening one unseen.
 */
package io.betintel.ev.feed.footballdata;
