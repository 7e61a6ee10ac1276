/**
 * Past odds through the stream's own book and calculator, judged by closing prices and results.
 *
 * <p>A replay in event time, without clock and randomness: the same files give the same report on
 * every JVM, and a bet sees only what had been observed when it was made. The yardstick is a
 * bookmaker's closing price by the same method. Rejected: a simulator of its own, whose figures
 * would not be those that the worker publishes; and intervals over single bets, since bets on one
 * match win and lose together.
 */
package io.betintel.ev.backtest;
