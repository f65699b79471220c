package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens recordings with the format that knows them. */
@Component
public final class EnginePlayback implements Playback {
  private final Providers providers;

  /** Called by Declarative Services. */
  @Activate
  public EnginePlayback(@Reference Providers providers) {
    this.providers = providers;
  }

  @Override
  public PlaybackSession open(Path recording) throws IOException {
    return new ReaderSession(OpenRecording.open(providers, recording), providers);
  }
}
