package io.betintel.ev.audit;

/**
 * A part of all events, told by their ids: one pass over the topics judges one slice, so that
 * memory does not grow with the installation.
 *
 * @param index from 0, below {@code count}
 */
record Slice(int index, int count) {
  Slice {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException("slice " + index + " of " + count);
    }
  }

  /**
   * @param eventId as an event has it
   */
  boolean hasEvent(String eventId) {
    return count == 1 || has(part(eventId));
  }

  /** By the event id that the line id begins with. */
  boolean hasLine(String lineId) {
    int end = lineId.indexOf('|');
    return count == 1 || has(end < 0 ? lineId : lineId.substring(0, end));
  }

  private boolean has(String part) {
    return Math.floorMod(part.hashCode(), count) == index;
  }

  /** As the first part of a line id spells it. */
  private static String part(String eventId) {
    return eventId.replace("%", "%25").replace("|", "%7C");
  }
}
