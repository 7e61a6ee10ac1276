/** Poll, reduce, write, advance: from the topic of priced lines into a store, idempotently. */
package io.betintel.ev.sink;
