package io.betintel.ev.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields that the chart uses of the operators' types, from their published definitions: each
 * pattern of a path with the form of its value.
 */
final class CustomTypes {
  private static final String ANY = ".+";
  private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
  private static final String DURATION = "[0-9]+(ms|s|m|h|d)";

  private static final Map<String, Map<String, String>> FIELDS =
      Map.of(
          "monitoring.coreos.com/v1/ServiceMonitor",
              Map.of(
                  "spec.selector.matchLabels.*",
                  ANY,
                  "spec.endpoints[].port",
                  "http",
                  "spec.endpoints[].path",
                  "/metrics",
                  "spec.endpoints[].interval",
                  DURATION),
          "monitoring.coreos.com/v1/PodMonitor",
              Map.of(
                  "spec.selector.matchLabels.*",
                  ANY,
                  "spec.podMetricsEndpoints[].port",
                  "http",
                  "spec.podMetricsEndpoints[].path",
                  "/metrics",
                  "spec.podMetricsEndpoints[].interval",
                  DURATION),
          "monitoring.coreos.com/v1/PrometheusRule",
              Map.of(
                  "spec.groups[].name",
                  ANY,
                  "spec.groups[].interval",
                  DURATION,
                  "spec.groups[].rules[].alert",
                  "[A-Za-z]+",
                  "spec.groups[].rules[].expr",
                  "(?s).+",
                  "spec.groups[].rules[].for",
                  DURATION,
                  "spec.groups[].rules[].labels.*",
                  ANY,
                  "spec.groups[].rules[].annotations.*",
                  "(?s).+"),
          "gateway.networking.k8s.io/v1/HTTPRoute",
              Map.ofEntries(
                  Map.entry("spec.parentRefs[].name", NAME),
                  Map.entry("spec.parentRefs[].namespace", NAME),
                  Map.entry("spec.parentRefs[].sectionName", NAME),
                  Map.entry("spec.hostnames[]", "(\\*\\.)?" + NAME),
                  Map.entry("spec.rules[].matches[].path.type", "PathPrefix"),
                  Map.entry("spec.rules[].matches[].path.value", "/.*"),
                  Map.entry("spec.rules[].filters[].type", "ResponseHeaderModifier"),
                  Map.entry("spec.rules[].filters[].responseHeaderModifier.set[].name", ANY),
                  Map.entry("spec.rules[].filters[].responseHeaderModifier.set[].value", ANY),
                  Map.entry("spec.rules[].timeouts.request", DURATION),
                  Map.entry("spec.rules[].backendRefs[].name", NAME),
                  Map.entry("spec.rules[].backendRefs[].port", "[0-9]+")),
          "keda.sh/v1alpha1/ScaledObject",
              Map.of(
                  "spec.scaleTargetRef.name", ANY,
                  "spec.minReplicaCount", "[0-9]+",
                  "spec.maxReplicaCount", "[0-9]+",
                  "spec.pollingInterval", "[0-9]+",
                  "spec.cooldownPeriod", "[0-9]+",
                  "spec.triggers[].type", "kafka",
                  "spec.triggers[].metadata.*", ANY,
                  "spec.triggers[].authenticationRef.name", ANY));

  /** Without these the operator refuses the object, or does nothing. */
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "monitoring.coreos.com/v1/ServiceMonitor", Set.of("spec.endpoints[].port"),
          "monitoring.coreos.com/v1/PodMonitor", Set.of("spec.podMetricsEndpoints[].port"),
          "monitoring.coreos.com/v1/PrometheusRule", Set.of("spec.groups[].rules[].expr"),
          "gateway.networking.k8s.io/v1/HTTPRoute",
              Set.of("spec.parentRefs[].name", "spec.rules[].backendRefs[].port"),
          "keda.sh/v1alpha1/ScaledObject",
              Set.of("spec.scaleTargetRef.name", "spec.triggers[].type"));

  private CustomTypes() {}

  static boolean knows(Manifest manifest) {
    return FIELDS.containsKey(type(manifest));
  }

  static List<String> problems(Manifest manifest) {
    List<String> problems = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    walk("spec", manifest.tree().path("spec"), FIELDS.get(type(manifest)), seen, problems);
    REQUIRED.get(type(manifest)).stream()
        .filter(path -> !seen.contains(path))
        .forEach(path -> problems.add(manifest + ": " + path + " is missing"));
    return problems;
  }

  private static void walk(
      String path,
      JsonNode node,
      Map<String, String> fields,
      List<String> seen,
      List<String> problems) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        boolean map = fields.containsKey(path + ".*");
        walk(path + "." + (map ? "*" : field.getKey()), field.getValue(), fields, seen, problems);
      }
    } else if (node.isArray()) {
      node.forEach(element -> walk(path + "[]", element, fields, seen, problems));
    } else {
      seen.add(path);
      String form = fields.get(path);
      if (form == null) {
        problems.add(path + " is unknown");
      } else if (!Pattern.matches(form, node.asText())) {
        problems.add(path + " is " + node.asText());
      }
    }
  }

  private static String type(Manifest manifest) {
    return manifest.tree().path("apiVersion").asText() + "/" + manifest.kind();
  }
}
