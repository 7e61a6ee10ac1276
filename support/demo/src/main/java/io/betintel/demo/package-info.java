/** The whole path on this machine: real servers, the worker as its own process, real odds. */
package io.betintel.demo;
