/** Whether every place that knows bet types knows the same ones. */
package io.betintel.ev.drift;
