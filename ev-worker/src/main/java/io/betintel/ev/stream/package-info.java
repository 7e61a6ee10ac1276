/** The topology and its runtime. */
package io.betintel.ev.stream;
