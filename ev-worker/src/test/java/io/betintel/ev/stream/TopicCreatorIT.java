package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.TopicReport.State;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class TopicCreatorIT {
  private final Topics topics =
      new Topics("t" + UUID.randomUUID().toString().replace("-", "") + ".");
  private final List<TopicPlan> plans = plans(Map.of());
  private Admin admin;
  private TopicCreator creator;

  @BeforeEach
  void connect(LocalStack stack) {
    admin =
        Admin.create(
            new KafkaConfig(stack.kafka().bootstrapServers(), Map.of()).clientProperties());
    creator = new TopicCreator(admin);
  }

  @AfterEach
  void disconnect() {
    admin.close();
  }

  @Test
  void missingTopicsAreCreatedWithTheirConfigs() throws Exception {
    assertThat(creator.create(plans, false))
        .extracting(TopicReport::state)
        .containsOnly(State.CREATED);

    for (TopicPlan plan : plans) {
      Config config = config(plan.name());
      plan.configs()
          .forEach((key, value) -> assertThat(config.get(key).value()).as(key).isEqualTo(value));
      assertThat(partitions(plan.name())).isEqualTo(3);
    }
  }

  @Test
  void aSecondRunFindsEverythingInOrder() throws Exception {
    creator.create(plans, false);

    assertThat(creator.create(plans, false))
        .extracting(TopicReport::topic, TopicReport::state, TopicReport::details)
        .containsExactlyElementsOf(
            plans.stream().map(plan -> tuple(plan.name(), State.OK, List.of())).toList());
  }

  @Test
  void aDryRunCreatesNothing() throws Exception {
    assertThat(creator.create(plans, true))
        .extracting(TopicReport::state)
        .containsOnly(State.WOULD_CREATE);
    assertThat(admin.listTopics().names().get()).doesNotContain(topics.oddsEvents());
  }

  @Test
  void aDifferingConfigIsReportedAndLeftAlone() throws Exception {
    creator.create(plans, false);
    ConfigResource lines = new ConfigResource(ConfigResource.Type.TOPIC, topics.lines());
    admin
        .incrementalAlterConfigs(
            Map.of(
                lines,
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("min.cleanable.dirty.ratio", "0.7"),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();

    // The controller has it at once, the broker that answers for it a moment later.
    await()
        .until(() -> config(topics.lines()).get("min.cleanable.dirty.ratio").value().equals("0.7"));

    List<TopicReport> reports = creator.create(plans, false);

    assertThat(reports.get(3))
        .isEqualTo(
            new TopicReport(
                topics.lines(),
                State.DIFFERS,
                List.of("min.cleanable.dirty.ratio is 0.7, wanted 0.2 (does not matter)")));
    assertThat(reports).noneMatch(TopicReport::fails);
    assertThat(config(topics.lines()).get("min.cleanable.dirty.ratio").value()).isEqualTo("0.7");
  }

  @Test
  void unequalPartitionCountsAreRefusedAndNothingIsCreated() throws Exception {
    createWithTwoPartitions(topics.oddsEvents());

    List<TopicReport> reports = creator.create(plans, false);

    assertThat(reports)
        .extracting(TopicReport::state)
        .containsExactly(
            State.CONFLICT, State.WITHHELD, State.WITHHELD, State.WITHHELD, State.WITHHELD);
    assertThat(reports.get(0).details()).first().isEqualTo("it has 2 partitions, wanted 3");
    assertThat(reports.get(0).details())
        .last()
        .asString()
        .contains("EV_PARTITIONS=2", "new application id", "replay");
    assertThat(admin.listTopics().names().get()).doesNotContain(topics.parked());
  }

  @Test
  void anotherPartitionCountOfTheLinesFailsUntilItIsTheConfiguredOne() throws Exception {
    createWithTwoPartitions(topics.lines());

    List<TopicReport> reports = creator.create(plans, false);

    assertThat(reports)
        .extracting(TopicReport::state)
        .containsExactly(State.CREATED, State.CREATED, State.CREATED, State.UNSAFE, State.CREATED);
    assertThat(reports.get(3).fails()).isTrue();
    assertThat(reports.get(3).details())
        .first()
        .asString()
        .contains("partition count is 2, wanted 3", "ev-worker sink rebuild postgres")
        .contains("EV_LINES_PARTITIONS=2");
    assertThat(creator.create(plans(Map.of("EV_LINES_PARTITIONS", "2")), false).get(3).details())
        .noneMatch(detail -> detail.contains("partition count"));
  }

  private void createWithTwoPartitions(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    await().until(() -> admin.listTopics().names().get().contains(topic));
  }

  private List<TopicPlan> plans(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("EV_PARTITIONS", "3");
    environment.put("EV_REPLICATION_FACTOR", "1");
    return TopicPlan.of(topics, TopicSettings.from(new Settings(environment)));
  }

  private Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
