/**
 * The layout of Redis, for the sink that writes it and the read API that reads it.
 *
 * <p>All key names, channels and the hash of the buckets are in {@link
 * io.betintel.ev.cache.CacheKeys}; the documentation promises them to readers in other languages.
 * The rest reads lines, receives their changes, counts and clears them, and guards bet types that
 * are off.
 *
 * <p>Rejected: keys in the sink and again in the API. The two would drift apart, and the packages
 * must not import each other.
 */
package io.betintel.ev.cache;
