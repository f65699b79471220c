package org.kinora.engine.plugin.lease;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongConsumer;
import org.kinora.media.SalvageReport;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.Salvage;

/** Recovers files; what it finds is a lease. */
public final class LeasedRecovery extends LeasedFactory<FileRecovery> implements FileRecovery {
  /**
   * Recovery for somebody.
   *
   * @param holder who it is
   */
  public LeasedRecovery(Registration<FileRecovery> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public boolean accepts(ByteBuffer head) {
    return is(name(), recovery -> recovery.accepts(head));
  }

  @Override
  public Leased examine(SeekableByteChannel in) throws IOException {
    return begin(
        name(),
        recovery -> recovery.examine(in),
        (plugin, salvage) -> new Leased(plugin, name(), holder(), salvage));
  }

  /** What a file still holds; who has done with it says so. */
  public static final class Leased extends Session<Salvage> implements Salvage, Closeable {
    private final SalvageReport report;

    Leased(Registration<?> plugin, String name, String holder, Salvage salvage) {
      super(plugin, name, holder, salvage);
      report = salvage.report();
    }

    @Override
    void close(Salvage made) {}

    @Override
    public SalvageReport report() {
      return report;
    }

    @Override
    public void writeTo(SeekableByteChannel out, LongConsumer progress) throws IOException {
      run(salvage -> salvage.writeTo(out, progress));
    }
  }
}
