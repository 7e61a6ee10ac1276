package io.betintel.ev.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The types of the Kubernetes API, as its Java client knows them. */
final class KubernetesTypes {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1/ConfigMap", V1ConfigMap.class,
          "v1/Service", V1Service.class,
          "v1/Pod", V1Pod.class,
          "apps/v1/Deployment", V1Deployment.class,
          "batch/v1/Job", V1Job.class,
          "batch/v1/CronJob", V1CronJob.class,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class,
          "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/Ingress", V1Ingress.class,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class);

  private KubernetesTypes() {}

  static boolean knows(Manifest manifest) {
    return TYPES.containsKey(type(manifest));
  }

  /** What is wrong with it: an unknown field, one that is missing, a wrong type. */
  static List<String> problems(Manifest manifest) {
    Class<?> type = TYPES.get(type(manifest));
    JsonElement json = JsonParser.parseString(manifest.tree().toString());
    List<String> problems = new ArrayList<>();
    try {
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      JsonElement understood = JsonParser.parseString(JSON.serialize(read(json, type)));
      compare(manifest.toString(), json, understood, problems);
    } catch (ReflectiveOperationException | RuntimeException e) {
      problems.add(manifest + ": " + (e.getCause() == null ? e : e.getCause()).getMessage());
    }
    return problems;
  }

  private static Object read(JsonElement json, Class<?> type) {
    return JSON.getGson().fromJson(json, type);
  }

  /** What the type does not know does not come back. */
  private static void compare(
      String path, JsonElement given, JsonElement understood, List<String> problems) {
    if (understood == null) {
      problems.add(path + " is unknown");
    } else if (given.isJsonObject() != understood.isJsonObject()
        || given.isJsonArray() != understood.isJsonArray()) {
      problems.add(path + " is of another type");
    } else if (given.isJsonObject()) {
      given
          .getAsJsonObject()
          .entrySet()
          .forEach(
              field ->
                  compare(
                      path + "." + field.getKey(),
                      field.getValue(),
                      understood.getAsJsonObject().get(field.getKey()),
                      problems));
    } else if (given.isJsonArray()) {
      for (int i = 0; i < given.getAsJsonArray().size(); i++) {
        compare(
            path + "[" + i + "]",
            given.getAsJsonArray().get(i),
            i < understood.getAsJsonArray().size() ? understood.getAsJsonArray().get(i) : null,
            problems);
      }
    }
  }

  private static String type(Manifest manifest) {
    return manifest.tree().path("apiVersion").asText() + "/" + manifest.kind();
  }
}
