package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingDifferenceTest {

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, 'compact,delete', delete",
    "retention.ms, 1000, 604800000",
    "retention.ms, 604800000, -1",
    "retention.bytes, 1048576, -1",
    "message.timestamp.type, CreateTime, LogAppendTime",
    "max.message.bytes, 1048576, 1114112",
    "min.insync.replicas, 1, 2",
    "unclean.leader.election.enable, true, false",
  })
  void whatCanLoseOrRefuseRecordsMatters(String key, String actual, String wanted) {
    SettingDifference difference = SettingDifference.of(key, actual, wanted, false);

    assertThat(difference.harm()).isPresent();
    assertThat(difference.text())
        .startsWith(key + " is " + actual + ", wanted " + wanted + ": ")
        .doesNotContain("does not matter");
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, -1, 604800000",
    "retention.ms, 2592000000, 604800000",
    "max.message.bytes, 2228224, 1114112",
    "min.insync.replicas, 3, 2",
    "compression.type, gzip, producer",
    "segment.ms, 1000, 86400000",
    "delete.retention.ms, 1000, 86400000",
    "segment.bytes, unknown to this Kafka, 134217728",
  })
  void whatKeepsMoreOrOnlyCostsSpaceDoesNot(String key, String actual, String wanted) {
    SettingDifference difference = SettingDifference.of(key, actual, wanted, false);

    assertThat(difference.harm()).isEmpty();
    assertThat(difference.text()).endsWith(" (does not matter)");
  }

  @ParameterizedTest
  @CsvSource({"retention.ms, 1000, -1", "retention.bytes, 1000, -1"})
  void compactedTopicKeepsItsRecordsWhateverTheRetention(String key, String actual, String wanted) {
    assertThat(SettingDifference.of(key, actual, wanted, true).harm()).isEmpty();
  }
}
