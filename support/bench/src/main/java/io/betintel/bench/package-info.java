/** How fast the worker is on this machine. See {@code ./bench --help}. Not shipped. */
package io.betintel.bench;
