/** {@code ev-worker feed} and {@code check-event}: for those who send odds. */
package io.betintel.ev.cli.feed;
