package io.betintel.ev.status;

/**
 * A setting of a server that keeps records safe.
 *
 * @param name such as {@code transaction.version}
 * @param value its present value, for people
 * @param remedy what a person must do; null if it is right or unknown
 */
public record Guard(String name, String value, String remedy) {}
