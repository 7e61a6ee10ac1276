package io.betintel.ev.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** Sends what the Java client refuses to send, as a client in another language may. */
public final class RawProducer {
  /** The last version that names topics rather than their ids. */
  private static final short VERSION = 12;

  private RawProducer() {}

  /** Returns the offset. */
  public static long send(String bootstrap, String topic, int partition, SimpleRecord record)
      throws IOException {
    PartitionProduceData data =
        new PartitionProduceData()
            .setIndex(partition)
            .setRecords(MemoryRecords.withRecords(Compression.NONE, record));
    TopicProduceData byTopic =
        new TopicProduceData().setName(topic).setPartitionData(List.of(data));
    ProduceRequest request =
        new ProduceRequest(
            new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTopicData(new TopicProduceDataCollection(List.of(byTopic).iterator())),
            VERSION);
    ByteBuffer bytes =
        request.serializeWithHeader(new RequestHeader(ApiKeys.PRODUCE, VERSION, "raw", 1));
    int colon = bootstrap.lastIndexOf(':');
    try (Socket socket =
        new Socket(
            bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)))) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(bytes.remaining());
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
      var partitions =
          ((ProduceResponse)
                  ProduceResponse.parseResponse(
                      answer, new RequestHeader(ApiKeys.PRODUCE, VERSION, "raw", 1)))
              .data()
              .responses()
              .iterator()
              .next()
              .partitionResponses();
      if (partitions.get(0).errorCode() != 0) {
        throw new IOException("refused with " + partitions.get(0));
      }
      return partitions.get(0).baseOffset();
    }
  }
}
