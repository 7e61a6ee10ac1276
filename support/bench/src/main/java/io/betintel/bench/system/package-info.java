/** The servers, the worker and other programs as processes, and the runs that they make. */
package io.betintel.bench.system;
