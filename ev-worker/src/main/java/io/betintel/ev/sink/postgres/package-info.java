/** Priced lines as rows; the position is stored with them. */
package io.betintel.ev.sink.postgres;
