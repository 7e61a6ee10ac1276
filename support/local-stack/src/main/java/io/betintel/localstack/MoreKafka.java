package io.betintel.localstack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a broker has besides that of every stack.
 *
 * @param ports of more listeners, by their security protocol: {@code SSL} or {@code SASL_PLAINTEXT}
 * @param settings each as {@code name=value}
 * @param jvmOptions such as {@code -Dname=value}
 */
record MoreKafka(Map<String, Integer> ports, List<String> settings, List<String> jvmOptions) {
  static final MoreKafka NONE = new MoreKafka(Map.of(), List.of(), List.of());

  MoreKafka {
    ports = Map.copyOf(ports);
    settings = List.copyOf(settings);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** To append to the listeners that there are. */
  String listeners() {
    StringBuilder listeners = new StringBuilder();
    new TreeMap<>(ports)
        .forEach(
            (protocol, port) ->
                listeners.append(',').append(protocol).append("://127.0.0.1:").append(port));
    return listeners.toString();
  }
}
