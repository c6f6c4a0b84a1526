/* Eddy in ten functions.
 *
 * A core holds one person's diary. You hand it the name of a method, the time and a request as Protocol
 * Buffers bytes; it hands back a reply as Protocol Buffers bytes. Methods and messages are in proto/eddy/api;
 * the name is the path gRPC would use, such as "eddy.api.Journal/CheckIn".
 *
 *     eddy_core*  core  = eddy_new();
 *     eddy_reply* reply = eddy_call(core, "eddy.api.Core/GetStatus", now_ms, NULL, 0);
 *     if (eddy_reply_ok(reply)) ... parse eddy.api.Status from eddy_reply_data(reply), eddy_reply_size(reply)
 *     else                      ... parse eddy.api.Error from them: its kind says what a person can do about
 * it eddy_reply_free(reply); eddy_free(core);
 *
 * Conventions
 * 1. Nothing here fails to return. Every mistake, of yours or of the disk's, is a reply that is not ok.
 * 2. The core reads no clock: `now_ms` is ms since 1970-01-01 UTC, fractions dropped. Call
 * eddy.api.Core/SetZone first and whenever the offset changes. Call eddy.api.Core/Attach with a folder before
 * anything kept.
 * 3. Any thread may call. Calls on one core wait for each other, and block: use one worker thread, never the
 * one that draws. Cores are independent of each other. eddy_free waits for the calls that are in already;
 * calling after it is your mistake, as with any freed pointer. Two programs may open one folder at once.
 * 4. The core keeps no pointer of yours after a function returns. A reply's bytes are the core's: they live
 * until eddy_reply_free, which wipes them first. Wipe request bytes that hold secrets yourself.
 * 5. When a call that keeps something has returned ok, it is on the disk.
 * 6. The core never calls you back. Ask eddy_revision after your calls, and what you show again where it has
 * grown.
 */
#ifndef EDDY_H
#define EDDY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct eddy_core eddy_core;
typedef struct eddy_reply eddy_reply;

/* The version of this boundary; 1. It grows only when one of these ten functions changes. */
uint32_t eddy_abi(void);
/* The version of Eddy, such as "0.1.0"; lives for ever. */
const char* eddy_version(void);

/* A new core, locked and attached to nothing. NULL only where memory or the crypto library fails. */
eddy_core* eddy_new(void);
/* Locks it, wipes its keys and frees it. NULL is allowed. */
void eddy_free(eddy_core* core);

/* Calls a method. `method` ends with a zero byte. `request` may be NULL where `size` is 0; at most 64 MiB.
 * Always gives a reply, which you free. */
eddy_reply* eddy_call(eddy_core* core, const char* method, double now_ms, const uint8_t* request,
                      size_t size);

/* Grows when something kept has changed in this core since it was made. */
uint32_t eddy_revision(const eddy_core* core);

/* 1: the data is the method's reply. 0: it is an eddy.api.Error. */
int eddy_reply_ok(const eddy_reply* reply);
const uint8_t* eddy_reply_data(const eddy_reply* reply);
size_t eddy_reply_size(const eddy_reply* reply);
/* Wipes and frees. NULL is allowed. */
void eddy_reply_free(eddy_reply* reply);

#ifdef __cplusplus
}
#endif
#endif
