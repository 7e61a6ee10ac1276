package io.betintel.ev.docs;

/**
 * A piece of a page.
 *
 * @param line counted from 1
 */
record Found(int line, String text) {}
