/** The read side: who may see what, over HTTP, from PostgreSQL and Redis. */
package io.betintel.ev.api;
