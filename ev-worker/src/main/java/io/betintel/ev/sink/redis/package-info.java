/** Priced lines as cache entries that expire when the line does. */
package io.betintel.ev.sink.redis;
