/** What waits for its bet type, and how it comes back. */
package io.betintel.ev.parking;
