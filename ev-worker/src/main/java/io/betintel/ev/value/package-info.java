/** A fair price and offers to expected value; pure. */
package io.betintel.ev.value;
