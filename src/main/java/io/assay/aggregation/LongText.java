package io.assay.aggregation;

import io.assay.cost.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Text in a serialised state, of any length: {@link DataOutput#writeUTF} stops at 65,535 bytes, a broken record not. */
final class LongText {

    private LongText() {}

    static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String read(DataInput in) throws IOException {
        return new String(Bytes.read(in, in.readInt()), StandardCharsets.UTF_8);
    }
}
