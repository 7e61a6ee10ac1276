/**
 * What {@code ev-worker price} asks and answers: odds of one line, by one method or all, and what
 * offers on it are worth. No markets, no bookmakers, no servers.
 *
 * <p>Apart from {@code value}, which prices the lines of a market against others' quotes: a reader
 * who asks where a published line is priced does not meet these types there. It knows no picocli;
 * the command in {@code cli} does.
 */
package io.betintel.ev.cli.price;
