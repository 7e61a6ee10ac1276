/** The layout of Redis, in one place for who writes it and who reads it. */
package io.betintel.ev.cache;
