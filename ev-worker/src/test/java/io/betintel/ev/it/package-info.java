/** The packaged worker, in processes of its own, against real servers. */
package io.betintel.ev.it;
