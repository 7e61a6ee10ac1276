/** The composition root of {@code run}: the parts of a running worker, and what they share. */
package io.betintel.ev.worker;
