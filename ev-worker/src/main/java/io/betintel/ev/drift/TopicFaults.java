package io.betintel.ev.drift;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Which of the installation's topics are missing. */
record TopicFaults(KafkaConfig kafka, Topics topics) {

  /** Connects for each look: a client that stays would ask the brokers more than one look does. */
  SortedSet<Drift> read() throws IOException, InterruptedException {
    Properties client = kafka.clientProperties();
    client.put("client.id", "ev-drift");
    client.put("default.api.timeout.ms", "5000");
    client.put("request.timeout.ms", "4000");
    try (Admin admin = Admin.create(client)) {
      Set<String> there = admin.listTopics().names().get();
      SortedSet<Drift> faults = new TreeSet<>();
      for (String topic :
          List.of(
              topics.oddsEvents(),
              topics.parked(),
              topics.quarantine(),
              topics.deadLetters(),
              topics.lines())) {
        if (!there.contains(topic)) {
          faults.add(
              new Drift(
                  Surface.TOPICS,
                  topic,
                  "missing",
                  "is missing",
                  "Create it: ev-worker topics. What it held is lost"));
        }
      }
      return faults;
    } catch (ExecutionException e) {
      throw new IOException(RootCause.of(e), e);
    } catch (KafkaException e) {
      throw new IOException(RootCause.of(e), e);
    }
  }
}
