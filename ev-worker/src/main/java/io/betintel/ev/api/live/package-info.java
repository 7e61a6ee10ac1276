/**
 * Lines as they are now, from Redis: {@code /v1/boards} and the stream {@code /v1/live}.
 *
 * <p>One thread receives changes, one reads the changed lines and puts them into the queue of each
 * client, a few write. {@code LiveHub} knows the clients, {@code Delivery} decides what each is
 * sent, {@code FirstLines} reads what a new client starts from, {@code LiveResponse} writes.
 *
 * <p>Rejected: a thread for each client, since thousands may be connected and most of them wait;
 * and an unbounded queue, since one client that does not read would take the worker's memory. A
 * client whose queue is full starts again from the lines of that moment.
 */
package io.betintel.ev.api.live;
