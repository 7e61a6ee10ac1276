/** Real feeds to odds events: the reference producer. */
package io.betintel.ev.feed;
