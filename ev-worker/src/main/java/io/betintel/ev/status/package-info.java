/** How an installation is, asked from outside: servers, topics, lag, workers, bet types. */
package io.betintel.ev.status;
