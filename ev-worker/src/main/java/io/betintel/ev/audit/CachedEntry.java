package io.betintel.ev.audit;

/**
 * What Redis has of a line.
 *
 * @param json the entry; null if it is missing
 * @param marker the version marker, whose last word is the version; null if it is missing
 * @param ttl how long the entry lasts, in milliseconds; below 0 if it lasts forever or is missing
 * @param score the line's expiry in its index, in milliseconds since the epoch; null if it is not
 *     in the index
 */
record CachedEntry(String id, String json, String marker, long ttl, Double score) {

  boolean isThere() {
    return json != null;
  }

  /** The newest version that the sink has written, shown or not; null if that is unknown. */
  Long marked() {
    return marker == null ? null : Long.valueOf(marker.substring(marker.lastIndexOf(' ') + 1));
  }

  boolean isIndexed() {
    return score != null;
  }
}
