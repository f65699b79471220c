/** Reads capture sessions: folders of films, sound and a table of input events. */
@NullMarked
package org.kinora.storage.session;

import org.jspecify.annotations.NullMarked;
