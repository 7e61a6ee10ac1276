package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hop and changelog are as safe as the topics that a person creates, and looked at in each start.
 */
@ExtendWith(LocalStackExtension.class)
final class InternalTopicsIT {

  @Test
  @Tag("full")
  void areCreatedLikeTheOthersAndComparedAtTheStart(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack);
        Admin admin = installation.admin()) {
      String hop = installation.applicationId() + "-by-event-repartition";
      String changelog = installation.applicationId() + "-markets-changelog";
      stop(installation.start().awaitReady());

      for (String topic : List.of(hop, changelog)) {
        // Set on the topic, not only the broker's default: that may be changed.
        assertThat(config(admin, topic, "min.insync.replicas")).isEqualTo("1 of the topic");
        assertThat(config(admin, topic, "unclean.leader.election.enable"))
            .isEqualTo("false of the topic");
      }

      set(admin, changelog, "unclean.leader.election.enable", "true");
      WorkerProcess warned = installation.start().awaitReady();
      assertThat(warned.log())
          .contains(changelog + ": unclean.leader.election.enable is true, wanted false");
      stop(warned);
      CommandResult topics = installation.run("topics");
      assertThat(topics.out()).contains(changelog, "unclean.leader.election.enable is true");
      assertThat(topics.exitCode()).isEqualTo(1);

      set(admin, changelog, "cleanup.policy", "delete");
      WorkerProcess refused = installation.start();
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.log())
          .contains(
              changelog + ": cleanup.policy is delete, wanted compact: Kafka deletes records");
    }
  }

  private static void stop(WorkerProcess worker) {
    worker.terminate();
    worker.exitCode();
  }

  private static String config(Admin admin, String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry entry = admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key);
    return entry.value()
        + (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG ? " of the topic" : " by default");
  }

  private static void set(Admin admin, String topic, String key, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    // The controller has it at once, the broker that answers for it a moment later.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> config(admin, topic, key).equals(value + " of the topic"));
  }
}
