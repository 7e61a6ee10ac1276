package io.betintel.ev.rehearse;

/**
 * A lock on something that others may want too.
 *
 * @param on its name
 * @param table whether others read and write rows of it
 */
record Taken(String on, LockMode mode, boolean table) {
  boolean stopsWriters() {
    return table && mode.stopsWriters();
  }

  boolean stopsReaders() {
    return table && mode.stopsReaders();
  }
}
