/** @odoo-module ignore */
odoo.define("@stock_control_tower/tower", ["@web/core/registry","@odoo/owl","@web/core/commands/command_hook","@web/core/l10n/translation","@web/core/utils/hooks","@web/search/layout","@web/webclient/actions/action_service","@web/core/utils/numbers","@web/core/l10n/dates","@web/search/with_search/with_search","@web/search/search_model","@web/search/action_hook","@web/core/datetime/datetime_input","@web/search/search_bar/search_bar","@web/core/dialog/dialog","@web/core/copy_button/copy_button","@web/core/confirmation_dialog/confirmation_dialog","@web/views/fields/parsers","@web/core/dropdown/dropdown","@web/core/dropdown/dropdown_item","@web/core/user"], function (require) {
const exports = {}, module = { exports };
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let _web_core_registry = require("@web/core/registry");
let _odoo_owl = require("@odoo/owl");
let _web_core_commands_command_hook = require("@web/core/commands/command_hook");
let _web_core_l10n_translation_source = require("@web/core/l10n/translation");
let _web_core_utils_hooks = require("@web/core/utils/hooks");
let _web_search_layout = require("@web/search/layout");
let _web_webclient_actions_action_service = require("@web/webclient/actions/action_service");
let _web_core_utils_numbers = require("@web/core/utils/numbers");
let _web_core_l10n_dates = require("@web/core/l10n/dates");
let _web_search_with_search_with_search = require("@web/search/with_search/with_search");
let _web_search_search_model = require("@web/search/search_model");
let _web_search_action_hook = require("@web/search/action_hook");
let _web_core_datetime_datetime_input = require("@web/core/datetime/datetime_input");
let _web_search_search_bar_search_bar = require("@web/search/search_bar/search_bar");
let _web_core_dialog_dialog = require("@web/core/dialog/dialog");
let _web_core_copy_button_copy_button = require("@web/core/copy_button/copy_button");
let _web_core_confirmation_dialog_confirmation_dialog = require("@web/core/confirmation_dialog/confirmation_dialog");
let _web_views_fields_parsers = require("@web/views/fields/parsers");
let _web_core_dropdown_dropdown = require("@web/core/dropdown/dropdown");
let _web_core_dropdown_dropdown_item = require("@web/core/dropdown/dropdown_item");
let _web_core_user = require("@web/core/user");
// \0odoo-translation
function _t(source, ...args) {
	return (0, _web_core_l10n_translation_source.appTranslateFn)(source, "stock_control_tower", ...args);
}
// src/lib/format.ts
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
/** A quantity in the user's number format, without needless zeros. */
function formatQuantity(value, decimals) {
	return (0, _web_core_utils_numbers.formatFloat)(withoutDust(value, decimals), {
		digits: [16, decimals],
		trailingZeros: false
	});
}
/** The same of an exact decimal, as a string. */
function formatDecimal(text, decimals) {
	return formatQuantity(Number(text), decimals);
}
/** -0 and what rounding left over are plain zero. */
function withoutDust(value, decimals) {
	return Math.abs(value) < .5 * 10 ** -decimals ? 0 : value;
}
function formatCount(value) {
	return (0, _web_core_utils_numbers.formatFloat)(value, {
		digits: [16, 0],
		trailingZeros: false
	});
}
/** How long something takes: "180 ms", "2.4 s", "3 min", "5 h". */
function formatDuration(ms) {
	if (ms < SECOND) return `${Math.round(ms)} ms`;
	if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
	if (ms < 2 * MINUTE) return `${Math.round(ms / SECOND)} s`;
	if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} min`;
	if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
	return `${Math.round(ms / DAY)} d`;
}
/** How long ago something was, from its age in milliseconds. */
function formatAge(ms) {
	if (ms < 1.5 * SECOND) return _t("just now");
	if (ms < MINUTE) return _t("%s s ago", Math.round(ms / SECOND));
	if (ms < HOUR) return _t("%s min ago", Math.floor(ms / MINUTE));
	if (ms < DAY) return _t("%s h ago", Math.floor(ms / HOUR));
	return _t("%s d ago", Math.floor(ms / DAY));
}
/** Milliseconds since the epoch of a server time stamp (UTC). */
function parseTime(stamp) {
	return Date.parse(stamp);
}
// src/lib/moments.ts
/** A moment in the user's language and time zone; empty without one. */
function formatMoment(stamp) {
	if (!stamp) return "";
	const [day = "", time = ""] = stamp.replace("Z", "").split("T");
	return (0, _web_core_l10n_dates.formatDateTime)((0, _web_core_l10n_dates.deserializeDateTime)(`${day} ${time.slice(0, 8)}`));
}
/** A day ("2026-03-04") as the user writes it. */
function formatDay(day) {
	return (0, _web_core_l10n_dates.formatDate)((0, _web_core_l10n_dates.deserializeDate)(day));
}
function ageOf(stamp, now) {
	return stamp ? formatAge(Math.max(0, now - parseTime(stamp))) : "";
}
/** How a promise stands: "in 3 h", "2 h late". */
function promiseWords(stamp, now) {
	if (!stamp) return "";
	const left = parseTime(stamp) - now;
	return left < 0 ? _t("%s late", formatDuration(-left)) : _t("promised in %s", formatDuration(left));
}
/** Less than a shift, or passed: somebody's work right now. */
function isUrgent(stamp, now) {
	return stamp !== null && parseTime(stamp) - now < 144e5;
}
// src/components/mini_bars/mini_bars.ts
var HEIGHT$1 = 32;
/** A figure's past as bars; the tile beside it says what they are. */
var MiniBars = class extends _odoo_owl.Component {
	static template = "stock_control_tower.MiniBars";
	static props = { values: Array };
	height = HEIGHT$1;
	get viewBox() {
		return `0 0 ${Math.max(1, this.props.values.length)} ${HEIGHT$1}`;
	}
	get bars() {
		const { values } = this.props;
		const top = Math.max(1, ...values);
		return values.map((value, x) => {
			const height = value ? Math.max(2, HEIGHT$1 * value / top) : 0;
			return {
				x,
				y: HEIGHT$1 - height,
				height
			};
		});
	}
};
// src/components/pill/pill.ts
/** A state in colour, icon and word. */
var Pill = class extends _odoo_owl.Component {
	static template = "stock_control_tower.Pill";
	static props = { look: Object };
};
// src/components/broker_card/broker_card.ts
/** The sidecars as they report, and the queues as deep as they see them. */
var BrokerCard = class extends _odoo_owl.Component {
	static template = "stock_control_tower.BrokerCard";
	static components = {
		MiniBars,
		Pill
	};
	static props = {
		sidecars: Array,
		queues: Array,
		now: Number
	};
	formatCount = formatCount;
	look({ alive, broker_ok: ok }) {
		if (!alive) return {
			label: _t("Silent"),
			icon: "fa-exclamation-triangle",
			tone: "trouble"
		};
		if (!ok) return {
			label: _t("No broker"),
			icon: "fa-chain-broken",
			tone: "trouble"
		};
		return {
			label: _t("Up"),
			icon: "fa-check",
			tone: "good"
		};
	}
	/** What a queue is for, in words: its name is the broker's. */
	meaning({ name }) {
		return {
			"stock.intake": _t("waits for its lane"),
			"stock.dead": _t("undeliverable, for a person"),
			"stock.dead.reports": _t("copies, until Odoo knows of them"),
			"stock.log": _t("every event of seven days"),
			"stock.in.unrouted": _t("missed its queue, is put back"),
			"stock.out.unrouted": _t("missed its queue, is put back")
		}[name] ?? (name.startsWith("stock.work.") ? _t("a lane: waits for Odoo") : "");
	}
	/** Somebody should look: what is meant to be empty is not. */
	isTrouble({ name, ready }) {
		return ready > 0 && (name === "stock.dead" || name.endsWith(".unrouted"));
	}
	/** When it was heard of, or what is wrong; and what to do then. */
	heard({ alive, broker_ok: ok, broker_reason: reason, reported_at: at }) {
		const age = ageOf(at, this.props.now);
		if (!alive) return _t("heard of %s. Start it; its log says why it stopped.", age);
		if (!ok) return _t("%s. Check the broker, and AMQP_URL of the sidecar.", reason);
		return age;
	}
};
// src/components/first_steps/first_steps.ts
/** From empty to the first event, step by step. */
var FirstSteps = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FirstSteps";
	static props = {
		steps: Array,
		canConfigure: Boolean,
		onStep: Function
	};
	get progress() {
		const { steps } = this.props;
		return _t("%(done)s of %(count)s done", {
			done: steps.filter(({ done }) => done).length,
			count: steps.length
		});
	}
};
// src/components/freshness_badge/freshness_badge.ts
/** How current the page is; what is not current says so. */
var FreshnessBadge = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FreshnessBadge";
	static props = {
		freshness: String,
		figuresAge: { type: [Number, { value: null }] },
		failure: String,
		onRetry: Function
	};
	get badge() {
		const { freshness, figuresAge, failure } = this.props;
		if (freshness === "fresh") return {
			text: _t("Live"),
			title: _t("Changes show within seconds"),
			icon: "fa-circle"
		};
		if (freshness === "loading") return {
			text: _t("Connecting"),
			title: "",
			icon: "fa-circle-o-notch fa-spin"
		};
		const read = figuresAge === null ? "" : _t("The figures were read %s", formatAge(figuresAge));
		if (freshness === "offline") {
			const cut = _t("Changes arrive only every few seconds until it is back");
			return {
				text: _t("Connection lost"),
				title: failure || cut,
				icon: "fa-chain-broken"
			};
		}
		return {
			text: _t("Out of date"),
			title: failure || read,
			icon: "fa-clock-o"
		};
	}
};
// src/components/partner_table/partner_table.ts
var MODES = {
	live: {
		icon: "fa-check",
		tone: "good"
	},
	shadow: {
		icon: "fa-eye",
		tone: "info"
	},
	off: {
		icon: "fa-ban",
		tone: "plain"
	}
};
/** Who sends, when it was last heard, and how its events are treated. */
var PartnerTable = class extends _odoo_owl.Component {
	static template = "stock_control_tower.PartnerTable";
	static components = { Pill };
	static props = {
		partners: Array,
		canConfigure: Boolean,
		now: Number,
		onPartner: Function,
		onList: Function,
		onFlow: Function,
		onSwitch: Function
	};
	formatCount = formatCount;
	formatMoment = formatMoment;
	modeLook({ mode, mode_label: label }) {
		return {
			label,
			...MODES[mode]
		};
	}
	age(stamp) {
		return ageOf(stamp, this.props.now);
	}
};
// src/components/subscriber_table/subscriber_table.ts
var STATES$1 = {
	new: {
		icon: "fa-circle-o",
		tone: "plain"
	},
	healthy: {
		icon: "fa-check",
		tone: "good"
	},
	failing: {
		icon: "fa-exclamation-triangle",
		tone: "trouble"
	},
	gone: {
		icon: "fa-ban",
		tone: "trouble"
	}
};
/** Who is told of events: how that goes, a test, a new secret. */
var SubscriberTable = class extends _odoo_owl.Component {
	static template = "stock_control_tower.SubscriberTable";
	static components = { Pill };
	static props = {
		subscriptions: Array,
		tests: Object,
		canConfigure: Boolean,
		now: Number,
		onOpen: Function,
		onTest: Function,
		onRotate: Function
	};
	formatMoment = formatMoment;
	look({ state, state_label: label }) {
		return {
			label,
			...STATES$1[state]
		};
	}
	behind({ behind }) {
		return behind ? _t("%s behind", formatCount(behind)) : _t("up to date");
	}
	heard({ last_success_at: at }) {
		return at ? _t("told %s", ageOf(at, this.props.now)) : _t("never told");
	}
	isAwaited(id) {
		return this.props.tests.get(id) === null;
	}
	answer(id) {
		const answer = this.props.tests.get(id);
		if (answer === void 0) return null;
		if (answer === null) return {
			text: _t("Sending…"),
			ok: true
		};
		const time = formatDuration(answer.ms);
		if (answer.ok) return {
			text: _t("Answered %(status)s in %(time)s", {
				status: answer.status,
				time
			}),
			ok: true
		};
		if (answer.status) return {
			text: _t("Answered %s: not accepted", answer.status),
			ok: false
		};
		return {
			text: answer.error,
			ok: false
		};
	}
};
// src/lib/errors.ts
/** The server's own words for a refusal, else the error's. */
function reasonOf(error) {
	const { data, message } = error;
	return data?.message ?? message ?? String(error);
}
// src/lib/first_steps.ts
function stepWords$1(steps) {
	const next = steps.find(({ done }) => !done)?.name;
	return steps.map(({ name, done }) => ({
		name,
		done,
		next: name === next,
		...wordsOf(name)
	}));
}
function wordsOf(name) {
	return {
		states: {
			title: _t("Say which stock is sellable"),
			text: _t("Once per warehouse; its locations inherit it. Without, stock counts as sellable."),
			button: _t("Location states")
		},
		subscription: {
			title: _t("Add the sidecar as a subscriber"),
			text: _t("With the address it listens on. Rotate its secret once to see it, and give it to the sidecar."),
			button: _t("New subscription")
		},
		token: {
			title: _t("Give it a service token"),
			text: _t("It is shown once: the sidecar's ODOO_TOKEN."),
			button: _t("New token")
		},
		sidecar: {
			title: _t("Start the sidecar"),
			text: _t("It reports here within seconds, and says how the broker is."),
			button: ""
		},
		partner: {
			title: _t("Set up the first partner"),
			text: _t("Its code is the first word of its routing keys, its source is in its events."),
			button: _t("New partner")
		},
		flow: {
			title: _t("Let its events in"),
			text: _t("Shadow compares them with what Odoo does and moves nothing; live makes them count."),
			button: _t("Flows")
		},
		event: {
			title: _t("See the first event"),
			text: _t("Publish one to the exchange stock.in; it shows here when it is through."),
			button: _t("Partner events")
		}
	}[name];
}
// src/services/connections_api.ts
var MODEL$6 = "stock.tower.connections";
var SUBSCRIPTION = "stock.tower.subscription";
function createConnectionsApi(orm) {
	const ask = (method, kwargs, model = MODEL$6) => orm.silent.call(model, method, [], kwargs);
	const of = (method, id) => orm.silent.call(SUBSCRIPTION, method, [[id]]);
	return {
		page: () => ask("page", {}),
		testSend: (id) => of("test_send", id),
		rotateAction: (id) => of("action_rotate_secret", id),
		stepAction: (name) => ask("action_step", { name }, "stock.tower.first.steps"),
		partnerListAction: (list, partnerId) => ask(`action_${list}`, { partner_id: partnerId }),
		recordAction: (model, id) => ask("action_record", {
			model,
			record_id: id
		}),
		switchAction: (flowId) => ask("action_switch", { flow_id: flowId })
	};
}
// src/lib/figures.ts
var NO_STOCK = Object.freeze({
	on_hand: 0,
	available: 0,
	reserved: 0,
	quarantined: 0,
	damaged: 0,
	returned: 0,
	in_transit: 0,
	incoming: 0,
	others: 0
});
var NAMES = Object.keys(NO_STOCK);
function sameFigures(left = NO_STOCK, right = NO_STOCK) {
	return NAMES.every((name) => left[name] === right[name]);
}
function hasStock(figures) {
	return !sameFigures(figures);
}
/** The figures of a product over all warehouses shown, and what is awaited by none. */
function rowFigures(row) {
	const sum = {
		...NO_STOCK,
		in_transit: row.in_transit
	};
	for (const figures of Object.values(row.warehouses)) for (const name of NAMES) sum[name] += figures[name];
	return sum;
}
/** On hand and not sellable. */
function held({ quarantined, damaged, returned }) {
	return quarantined + damaged + returned;
}
/** "4 quarantined, 2 damaged"; nothing when nothing is held. */
function heldWords(figures, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	const { quarantined, damaged, returned } = figures;
	return [
		quarantined ? _t("%s quarantined", quantity(quarantined)) : "",
		damaged ? _t("%s damaged", quantity(damaged)) : "",
		returned ? _t("%s returned", quantity(returned)) : ""
	].filter(Boolean).join(", ");
}
/** What is known beside on hand, one line each. */
function besideWords(figures, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	return [
		figures.in_transit ? _t("in transit: %s", quantity(figures.in_transit)) : "",
		figures.incoming ? _t("incoming: %s", quantity(figures.incoming)) : "",
		figures.others ? _t("owned by others: %s", quantity(figures.others)) : ""
	].filter(Boolean);
}
/** How available comes about, in lines. */
function figureLines(figures, uom, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	const words = {
		available: quantity(figures.available),
		onHand: quantity(figures.on_hand),
		reserved: quantity(figures.reserved),
		held: quantity(held(figures)),
		uom
	};
	const details = heldWords(figures, decimals);
	return [
		_t("%(available)s %(uom)s available = %(onHand)s on hand − %(reserved)s reserved − %(held)s held", words),
		figures.available < 0 ? _t("more was promised or shipped than is recorded here") : "",
		details && _t("held: %s", details),
		...besideWords(figures, decimals)
	].filter(Boolean);
}
// src/lib/changes.ts
/** Names a cell: the figures of one product in one warehouse. */
function cellKey(productId, warehouseId) {
	return `${productId}:${warehouseId}`;
}
/** Cells whose figures differ between two readings of the same product. */
function changedCells(before, after) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before.warehouses), ...Object.keys(after.warehouses)])].filter((id) => !sameFigures(before.warehouses[id], after.warehouses[id])).map((id) => cellKey(after.id, id));
}
/** Whether two readings of a product are drawn alike. */
function sameRow(before, after) {
	return before.name === after.name && before.sku === after.sku && before.uom === after.uom && before.in_transit === after.in_transit && !changedCells(before, after).length;
}
/** Compares event numbers given as decimal strings without leading zeros. */
function isNewer(left, right) {
	return left.length === right.length ? left > right : left.length > right.length;
}
/** How current the page is: what it has read, and whether hints reach it. */
var LiveStore = class {
	/** Hints arrive. Assumed until the bus says otherwise. */
	connected = true;
	/** The last read failed, with the reason to show. */
	failure = null;
	/** Client clock of the current render, renewed each second. */
	now = Date.now();
	/** Highest event number the figures cover. */
	head = "0";
	/** Client clock when the figures were read; null before the first. */
	readAt = null;
	/** Server clock minus client clock. */
	skewMs = 0;
	/** Whether a hint announces something the figures do not show yet. */
	isNews(head) {
		return isNewer(head, this.head);
	}
	recordRead(at, head, now) {
		this.now = now;
		this.readAt = now;
		this.skewMs = parseTime(at) - now;
		this.failure = null;
		if (isNewer(head, this.head)) this.head = head;
	}
	recordFailure(reason) {
		this.failure = reason;
	}
	setConnected(connected) {
		this.connected = connected;
	}
	tick(now) {
		this.now = now;
	}
	/** Age of the figures in milliseconds; null before the first read. */
	get figuresAge() {
		return this.readAt === null ? null : Math.max(0, this.now - this.readAt);
	}
	/** The server's clock, for the age of what the server has stamped. */
	get serverNow() {
		return this.now + this.skewMs;
	}
	get freshness() {
		const age = this.figuresAge;
		if (age === null) return this.failure ? "offline" : "loading";
		if (!this.connected) return "offline";
		return age > 1e4 ? "stale" : "fresh";
	}
};
function createLiveStore() {
	return (0, _odoo_owl.reactive)(new LiveStore());
}
// src/stores/connections_store.ts
/** Who is connected, and what receivers said to the tests of this visit. */
var ConnectionsStore = class {
	page = null;
	/** By subscription id; null while the answer is awaited. */
	tests = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	live;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
	}
	async refresh() {
		try {
			const page = await this.api.page();
			this.live.recordRead(page.at, "0", Date.now());
			this.page = (0, _odoo_owl.markRaw)(page);
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	tick(now) {
		this.live.tick(now);
	}
	async test(id) {
		if (this.tests.get(id) === null) return;
		this.note(id, null);
		try {
			this.note(id, await this.api.testSend(id));
		} catch (error) {
			this.note(id, {
				ok: false,
				status: 0,
				ms: 0,
				error: reasonOf(error)
			});
		}
	}
	note(id, answer) {
		this.tests = (0, _odoo_owl.markRaw)(new Map(this.tests).set(id, answer));
	}
};
function createConnectionsStore(api) {
	return (0, _odoo_owl.reactive)(new ConnectionsStore(api));
}
// src/lib/keyboard.ts
/** Keys that a focused button, link or box acts on itself. */
var OWN_KEYS = ["Enter", " "];
/**
* Names a key as shortcuts are written: "j", "*", "?", "Enter". Empty where the
* key belongs to somebody else: to a text being typed, to the browser or to
* Odoo (Ctrl, Alt, Meta), or to the button that has the focus.
*/
function shortcutOf(event) {
	if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return "";
	const target = event.target instanceof Element ? event.target : null;
	if (target?.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]")) return event.key === "Escape" ? "Escape" : "";
	if (OWN_KEYS.includes(event.key) && target?.closest("button, a, input, summary")) return "";
	return event.key;
}
var PREFIX_MS = 1500;
/** Puts the keys of two-key shortcuts together. */
var ShortcutReader = class {
	prefixAt = -Infinity;
	/** @returns the shortcut that this key completes, or "" */
	read(key, now) {
		const prefixed = now - this.prefixAt < PREFIX_MS;
		this.prefixAt = -Infinity;
		if (key === "g" && !prefixed) {
			this.prefixAt = now;
			return "";
		}
		return prefixed ? `g ${key}` : key;
	}
};
// src/services/preferences.ts
/** What one person has set on this device; nothing that others would miss. */
var SHORTCUTS_OFF = "stock_control_tower.shortcuts_off";
/** Whether single keys act. Some speak to their computer, and a word is many keys. */
function shortcutsOn() {
	return localStorage.getItem(SHORTCUTS_OFF) === null;
}
function setShortcutsOn(on) {
	if (on) localStorage.removeItem(SHORTCUTS_OFF);
	else localStorage.setItem(SHORTCUTS_OFF, "1");
}
var LOOKED_AT = "stock_control_tower.looked_at";
/** When this person last had the tower on screen, on this device; ISO. */
function lastLook() {
	return localStorage.getItem(LOOKED_AT);
}
function rememberLook(at) {
	localStorage.setItem(LOOKED_AT, at.toISOString());
}
var WAREHOUSE = "stock_control_tower.floor_warehouse";
/** The warehouse in which this device is used on the floor. */
function keptWarehouse() {
	return Number(localStorage.getItem(WAREHOUSE)) || null;
}
function keepWarehouse(id) {
	localStorage.setItem(WAREHOUSE, String(id));
}
// src/pages/hooks/keyboard.ts
/**
* Calls what a key stands for while the page is what the user works in: not in a
* dialog above it, and not where the user has switched shortcuts off.
*/
function useShortcuts(shortcuts) {
	const ui = (0, _web_core_utils_hooks.useService)("ui");
	const reader = new ShortcutReader();
	(0, _odoo_owl.useExternalListener)(window, "keydown", (event) => {
		if (!(event instanceof KeyboardEvent) || event.defaultPrevented || ui.activeElement !== document || !shortcutsOn()) return;
		const key = shortcutOf(event);
		const act = key && shortcuts[reader.read(key, Date.now())];
		if (!act) return;
		event.preventDefault();
		act();
	});
}
// src/lib/pacer.ts
/**
* Runs one task at a time, as soon as it is asked for but never more often than
* the spacing allows; requests that come while it runs are one more run.
*/
var Pacer = class {
	lastStart = -Infinity;
	running = false;
	asked = false;
	paused = true;
	timer = null;
	task;
	options;
	constructor(task, options) {
		this.task = task;
		this.options = options;
	}
	/** Starts or resumes; the first run is due at once. */
	resume() {
		this.paused = false;
		this.ask();
	}
	/** No further run starts; one that is under way may still end. */
	pause() {
		this.paused = true;
		this.asked = false;
		this.clear();
	}
	/** Something changed: run soon. */
	ask() {
		if (this.paused) return;
		this.asked = true;
		if (!this.running) this.schedule();
	}
	schedule() {
		this.clear();
		const { clock, spacingMs, backstopMs } = this.options;
		const due = this.lastStart + (this.asked ? spacingMs : backstopMs());
		this.timer = clock.setTimeout(() => void this.run(), Math.max(0, due - clock.now()));
	}
	async run() {
		this.timer = null;
		this.running = true;
		this.asked = false;
		this.lastStart = this.options.clock.now();
		try {
			await this.task();
		} finally {
			this.running = false;
			if (!this.paused) this.schedule();
		}
	}
	clear() {
		if (this.timer !== null) this.options.clock.clearTimeout(this.timer);
		this.timer = null;
	}
};
// src/services/live_hints.ts
/** Name a client asks for; the server turns it into its companies' channels. */
var CHANNEL = "stock_control_tower";
/**
* Listens to "something changed" hints. A hint carries no figures: a lost one
* costs a few seconds, never correctness.
*
* @returns stops listening.
*/
function listenToHints(bus, hints, listener) {
	const onHint = (payload) => listener.onHint(String(payload.head ?? ""));
	const onUp = () => listener.onConnected(true);
	const onDown = () => listener.onConnected(false);
	const types = hints.map((hint) => `stock_control_tower.${hint}`);
	const states = [
		["BUS:CONNECT", onUp],
		["BUS:RECONNECT", onUp],
		["BUS:DISCONNECT", onDown],
		["BUS:RECONNECTING", onDown]
	];
	for (const type of types) bus.subscribe(type, onHint);
	for (const [event, callback] of states) bus.addEventListener(event, callback);
	bus.addChannel(CHANNEL);
	return () => {
		for (const type of types) bus.unsubscribe(type, onHint);
		for (const [event, callback] of states) bus.removeEventListener(event, callback);
		bus.deleteChannel(CHANNEL);
	};
}
// src/pages/hooks/live_updates.ts
/** At most two repaints a second, however many events arrive. */
var SPACING_MS = 500;
/** Hints may be lost; below 10 s, so that healthy figures never look stale. */
var BACKSTOP_MS = 9e3;
/**
* While hints do not come or reads fail. Odoo's bus tries again after up to a minute; the page is right
* again within three seconds of the end of a cut.
*/
var CUT_OFF_MS = 2e3;
var browserClock = {
	now: () => Date.now(),
	setTimeout: (callback, ms) => window.setTimeout(callback, ms),
	clearTimeout: (timer) => window.clearTimeout(timer)
};
/**
* Keeps a store current while the component is on screen: by hints, with a
* periodic read as backstop, at a quicker pace while hints cannot come; a hidden tab rests.
*
* Listening starts before the first read, so nothing falls between the two; the
* bus repeats up to 50 s of old hints on connecting, and those announce nothing
* that the figures do not hold already.
*/
function useLiveUpdates(store, bus, hints = ["changed"]) {
	const pacer = new Pacer(() => store.refresh(), {
		spacingMs: SPACING_MS,
		backstopMs: () => store.live.connected && !store.live.failure ? BACKSTOP_MS : CUT_OFF_MS,
		clock: browserClock
	});
	const onVisibility = () => document.hidden ? pacer.pause() : pacer.resume();
	/** The browser had frozen the tab; it is seen before its timers go on. */
	const onThaw = () => pacer.ask();
	let stopListening;
	let ticking;
	(0, _odoo_owl.onMounted)(() => {
		stopListening = listenToHints(bus, hints, {
			onHint: (head) => (!head || store.live.isNews(head)) && pacer.ask(),
			onConnected: (connected) => {
				store.live.setConnected(connected);
				pacer.ask();
			}
		});
		document.addEventListener("visibilitychange", onVisibility);
		document.addEventListener("resume", onThaw);
		ticking = window.setInterval(() => {
			if (!document.hidden) store.tick(Date.now());
		}, 1e3);
		if (!document.hidden) pacer.resume();
	});
	(0, _odoo_owl.onWillUnmount)(() => {
		pacer.pause();
		stopListening();
		document.removeEventListener("visibilitychange", onVisibility);
		document.removeEventListener("resume", onThaw);
		window.clearInterval(ticking);
	});
	return { refresh: () => pacer.ask() };
}
// src/pages/connections/connections_page.ts
/** Who is connected: partners, sidecar and broker, subscribers; and the way to the first event. */
var ConnectionsPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ConnectionsPage";
	static components = {
		BrokerCard,
		FirstSteps,
		FreshnessBadge,
		Layout: _web_search_layout.Layout,
		PartnerTable,
		SubscriberTable
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Connections");
	static path = "connections";
	display = { controlPanel: {} };
	setup() {
		this.api = createConnectionsApi((0, _web_core_utils_hooks.useService)("orm"));
		this.services = {
			action: (0, _web_core_utils_hooks.useService)("action"),
			notification: (0, _web_core_utils_hooks.useService)("notification")
		};
		const store = createConnectionsStore(this.api);
		this.store = (0, _odoo_owl.useState)(store);
		this.refresh = useLiveUpdates(store, (0, _web_core_utils_hooks.useService)("bus_service"), ["changed", "exceptions"]).refresh;
		const page = (name) => () => void this.services.action.doAction(name);
		useShortcuts({
			"g t": page("stock_control_tower.action_tower"),
			"g e": page("stock_control_tower.action_exceptions")
		});
		(0, _web_core_commands_command_hook.useCommand)(_t("Connections: new partner"), () => void this.go(this.api.stepAction("partner")));
		(0, _web_core_commands_command_hook.useCommand)(_t("Connections: new subscription"), () => void this.go(this.api.stepAction("subscription")));
	}
	get steps() {
		return stepWords$1(this.store.page?.steps ?? []);
	}
	/** The last step is the first event: with it they have had their day. */
	get stepsShown() {
		return this.steps.at(-1)?.done === false;
	}
	get canConfigure() {
		return this.store.page?.can_configure ?? false;
	}
	get now() {
		return this.store.live.serverNow;
	}
	/** Opens what the server names; a dialog is followed by a fresh look. */
	async go(action) {
		try {
			await this.services.action.doAction(await action, { onClose: () => this.refresh() });
		} catch (error) {
			this.services.notification.add(reasonOf(error), { type: "danger" });
		}
	}
};
// src/lib/search_url.ts
function searchToText(query, items) {
	const facets = query.flatMap((part) => {
		const item = items[part.searchItemId];
		return item ? [facetOf(part, item)] : [];
	});
	return facets.length ? JSON.stringify(facets) : "";
}
/** The query a text stands for; what does not exist any more is left out. */
function textToSearch(text, items, addFilter) {
	const all = Object.values(items);
	return parse(text).flatMap(({ t: type, n: name, v: value }) => {
		if (type === "custom") {
			addFilter(String(name), String(value));
			return [];
		}
		const item = all.find((one) => one.type === type && nameOf$1(one) === name);
		if (!item) return [];
		const part = { searchItemId: item.id };
		if (type === "field") {
			const given = value;
			return [{
				...part,
				autocompleteValue: given
			}];
		}
		if (type === "dateFilter") return [{
			...part,
			generatorId: value
		}];
		if (type === "dateGroupBy") return [{
			...part,
			intervalId: value
		}];
		return [part];
	});
}
function facetOf(part, item) {
	const name = nameOf$1(item);
	if (name === void 0) return {
		t: "custom",
		n: item.description ?? "",
		v: String(item.domain)
	};
	const value = part.autocompleteValue ?? part.generatorId ?? part.intervalId;
	return {
		t: item.type,
		n: name,
		...value === void 0 ? {} : { v: value }
	};
}
function nameOf$1({ type, name, fieldName, serverSideId }) {
	if (type === "favorite") return serverSideId;
	if (type === "filter" || type === "dateFilter") return name;
	return fieldName;
}
function parse(text) {
	try {
		const facets = JSON.parse(text);
		return Array.isArray(facets) ? facets : [];
	} catch {
		return [];
	}
}
// src/services/url_search_model.ts
/**
* Odoo's search model whose facets come from, and go to, the page's URL: a link shows
* what its sender saw. `context.search_text` holds them; without it the search view's
* defaults and the user's default favourite apply.
*/
var UrlSearchModel = class extends _web_search_search_model.SearchModel {
	async load(config) {
		const { search_text: text, ...context } = config.context ?? {};
		await super.load({
			...config,
			context
		});
		if (typeof text !== "string") return;
		this.blockNotification = true;
		this.query = [];
		const parts = textToSearch(text, this.searchItems, (description, domain) => this.createNewFilters([{
			description,
			domain,
			invisible: "True"
		}]));
		this.query.push(...parts);
		this._reset();
		this.blockNotification = false;
	}
	/** The facets as text; empty without any. */
	get text() {
		return searchToText(this.query, this.searchItems);
	}
};
// src/pages/hooks/own_favourites.ts
/** Favourites belong to the page, however it was opened: by its menu or by its link. */
function useOwnFavourites() {
	const { config } = (0, _odoo_owl.useEnv)();
	(0, _odoo_owl.useSubEnv)({ config: Object.create(config, { actionId: { value: false } }) });
}
// src/pages/hooks/url_state.ts
/** Walking through a list is one step of the browser's history, not one per row. */
var SETTLE_MS$1 = 400;
/**
* Makes what a page shows its URL: it can be kept, sent and gone back to.
*
* @param names of the parameters; others in the URL are not the page's
*/
function useUrlState(props, names) {
	const initial = props.state?.url ?? fromProps(props, names);
	const nothing = Object.fromEntries([...names, "resId"].map((name) => [name, void 0]));
	let current = initial;
	let timer;
	const push = () => props.updateActionState?.({
		...nothing,
		...current
	});
	(0, _web_search_action_hook.useSetupAction)({ getLocalState: () => ({ url: current }) });
	push();
	return {
		initial,
		show(state, settle = false) {
			current = state;
			clearTimeout(timer);
			if (settle) timer = setTimeout(push, SETTLE_MS$1);
			else push();
		}
	};
}
function fromProps({ action, resId }, names) {
	const params = action?.params ?? {};
	const state = {};
	for (const name of names) {
		const value = params[name];
		if (typeof value === "string" || typeof value === "number") state[name] = value;
	}
	const record = Number(resId || params.resId);
	return record ? {
		...state,
		resId: record
	} : state;
}
// src/components/empty_state/empty_state.ts
/** Says why nothing is here and what to do about it; the slot holds actions. */
var EmptyState = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EmptyState";
	static props = {
		icon: String,
		title: String,
		text: String,
		slots: {
			type: Object,
			optional: true
		}
	};
};
// src/lib/grid_keys.ts
/** Where a key leads from a cell of a grid; null for a key that leads nowhere. */
function gridStep(key, { row, column }, size) {
	const sideways = size.rtl ? -1 : 1;
	const step = {
		ArrowDown: [1, 0],
		j: [1, 0],
		ArrowUp: [-1, 0],
		k: [-1, 0],
		ArrowRight: [0, sideways],
		ArrowLeft: [0, -sideways],
		PageDown: [size.page, 0],
		PageUp: [-size.page, 0],
		Home: [-Infinity, 0],
		End: [Infinity, 0]
	}[key];
	if (!step) return null;
	return {
		row: clamp(row + step[0], size.rows),
		column: clamp(column + step[1], size.columns)
	};
}
function clamp(value, length) {
	return Math.max(0, Math.min(value, length - 1));
}
// src/lib/goods.ts
/** "24 × Nitrile gloves M", with the unit where it is not a plain piece. */
function goodsWords(item, decimals) {
	const product = item.product ?? _t("an unknown product");
	if (item.quantity === null) return product;
	const quantity = formatQuantity(item.quantity, decimals);
	return item.uom && !isPiece(item.uom) ? _t("%(quantity)s %(uom)s %(product)s", {
		quantity,
		uom: item.uom,
		product
	}) : _t("%(quantity)s × %(product)s", {
		quantity,
		product
	});
}
/** Odoo's reference unit is called "Units" in every installation. */
function isPiece(uom) {
	return uom === "Units";
}
// src/lib/kinds.ts
var UNKNOWN = {
	icon: "fa-circle-o",
	tone: "system",
	noun: () => _t("stock event")
};
/** The one table of how an event kind looks. */
var LOOKS = {
	asn_received: {
		icon: "fa-bell-o",
		tone: "in",
		noun: () => _t("advance notice")
	},
	goods_received: {
		icon: "fa-sign-in",
		tone: "in",
		noun: () => _t("receipt")
	},
	putaway_completed: {
		icon: "fa-inbox",
		tone: "move",
		noun: () => _t("put-away")
	},
	quality_hold_placed: {
		icon: "fa-lock",
		tone: "adjust",
		noun: () => _t("quality hold")
	},
	quality_hold_released: {
		icon: "fa-unlock",
		tone: "adjust",
		noun: () => _t("hold release")
	},
	pick_confirmed: {
		icon: "fa-hand-lizard-o",
		tone: "move",
		noun: () => _t("pick")
	},
	packed: {
		icon: "fa-archive",
		tone: "move",
		noun: () => _t("packing")
	},
	shipment_dispatched: {
		icon: "fa-truck",
		tone: "out",
		noun: () => _t("shipment")
	},
	shipment_voided: {
		icon: "fa-ban",
		tone: "adjust",
		noun: () => _t("voided shipment")
	},
	transfer_dispatched: {
		icon: "fa-sign-out",
		tone: "out",
		noun: () => _t("transfer out")
	},
	transfer_received: {
		icon: "fa-sign-in",
		tone: "in",
		noun: () => _t("transfer in")
	},
	return_received: {
		icon: "fa-undo",
		tone: "in",
		noun: () => _t("return")
	},
	return_inspected: {
		icon: "fa-search",
		tone: "adjust",
		noun: () => _t("return inspection")
	},
	adjustment_posted: {
		icon: "fa-balance-scale",
		tone: "adjust",
		noun: () => _t("adjustment")
	},
	cycle_count_posted: {
		icon: "fa-list-ol",
		tone: "adjust",
		noun: () => _t("cycle count")
	},
	stock_moved: {
		icon: "fa-exchange",
		tone: "move",
		noun: () => _t("internal move")
	},
	reservation_changed: {
		icon: "fa-bookmark-o",
		tone: "move",
		noun: () => _t("reservation")
	},
	snapshot_reported: {
		icon: "fa-camera",
		tone: "system",
		noun: () => _t("stock report")
	},
	movement_amended: {
		icon: "fa-pencil",
		tone: "adjust",
		noun: () => _t("correction")
	},
	ledger_self_healed: {
		icon: "fa-wrench",
		tone: "system",
		noun: () => _t("repair by Odoo")
	},
	unit_redefined: {
		icon: "fa-arrows-h",
		tone: "system",
		noun: () => _t("change of unit")
	},
	opening_balance: {
		icon: "fa-flag-o",
		tone: "system",
		noun: () => _t("opening balance")
	}
};
function kindLook(kind) {
	return kind && LOOKS[kind] || UNKNOWN;
}
// src/lib/judgement.ts
/** Set aside, released, inspected: somebody judged stock, and perhaps moved it. */
function judgementSentence(item, words) {
	const { kind, to_state: state } = item;
	if (kind === "return_inspected") {
		if (state === "available") return _t("Return inspected: %(goods)s may be sold again at %(to)s", words);
		if (state === "damaged") return _t("Return inspected: %(goods)s is damaged, at %(to)s", words);
		return state === "outside" ? _t("Return inspected: %(goods)s scrapped at %(from)s", words) : _t("Return inspected: %(goods)s is in quarantine at %(to)s", words);
	}
	if (kind === "quality_hold_released") return staysPut(item) ? _t("Released %(goods)s at %(to)s", words) : _t("Released %(goods)s from %(from)s to %(to)s", words);
	if (item.reason === "odoo:lot_expiry") return _t("Expired: %(goods)s at %(to)s", words);
	if (state === "damaged") return _t("Damaged: %(goods)s at %(to)s", words);
	return staysPut(item) ? _t("Put %(goods)s on hold at %(to)s", words) : _t("Set %(goods)s aside, from %(from)s to %(to)s", words);
}
/** A count names what was found, and how far that is from what was recorded. */
function countSentence(item, decimals) {
	const difference = item.quantity ?? 0;
	const words = {
		found: goodsWords({
			...item,
			quantity: item.counted ?? item.quantity
		}, decimals),
		place: item.to ?? item.from ?? _t("an unknown place"),
		difference: formatQuantity(difference, decimals)
	};
	if (!difference || item.from && item.to) return _t("Counted %(found)s at %(place)s, as recorded", words);
	if (item.counted === null) return item.to ? _t("Counted %(found)s more at %(place)s", words) : _t("Counted %(found)s fewer at %(place)s", words);
	return item.to ? _t("Counted %(found)s at %(place)s: %(difference)s more than recorded", words) : _t("Counted %(found)s at %(place)s: %(difference)s fewer than recorded", words);
}
/** It changed its state where it lies. */
function staysPut({ from, to }) {
	return from !== null && from === to;
}
// src/lib/sentence.ts
/** What happened, in one human sentence. */
function eventSentence(item, decimals) {
	if (item.outcome === "refused") return _t("Refused %(noun)s from %(origin)s", {
		noun: kindLook(item.about_kind).noun(),
		origin: item.origin
	});
	if (item.outcome === "conflict") {
		const words = {
			noun: kindLook(item.about_kind).noun(),
			origin: item.origin
		};
		return item.code === "count_stale" ? _t("Conflict: %(noun)s from %(origin)s was made against another figure", words) : _t("Conflict: %(noun)s from %(origin)s came again with other content", words);
	}
	if (item.outcome === "recorded") return _t("Recorded %(noun)s from %(origin)s without effect", {
		noun: kindLook(item.about_kind).noun(),
		origin: item.origin
	});
	return movementSentence(item, decimals);
}
function movementSentence(item, decimals) {
	const words = {
		goods: goodsWords(item, decimals),
		from: item.from ?? _t("outside"),
		to: item.to ?? _t("outside")
	};
	switch (item.kind) {
		case "goods_received": return _t("Received %(goods)s at %(to)s", words);
		case "return_received": return _t("Customer returned %(goods)s to %(to)s", words);
		case "shipment_dispatched": return _t("Shipped %(goods)s from %(from)s", words);
		case "transfer_dispatched": return _t("Sent %(goods)s on its way from %(from)s", words);
		case "transfer_received": return _t("Transfer arrived: %(goods)s at %(to)s", words);
		case "pick_confirmed": return _t("Picked %(goods)s from %(from)s", words);
		case "packed": return _t("Packed %(goods)s at %(to)s", words);
		case "putaway_completed": return _t("Put away %(goods)s at %(to)s", words);
		case "shipment_voided": return _t("Shipment voided: %(goods)s is back at %(to)s", words);
		case "stock_moved": return staysPut(item) && item.from_state !== item.to_state ? _t("%(goods)s at %(to)s counts as %(state)s", {
			...words,
			state: stateWord$1(item)
		}) : _t("Moved %(goods)s from %(from)s to %(to)s", words);
		case "quality_hold_placed":
		case "quality_hold_released":
		case "return_inspected": return judgementSentence(item, words);
		case "cycle_count_posted": return countSentence(item, decimals);
		case "adjustment_posted":
			if (item.to) return _t("Added %(goods)s at %(to)s", words);
			return item.reason === "odoo:scrap" ? _t("Scrapped %(goods)s at %(from)s", words) : _t("Written off %(goods)s at %(from)s", words);
		case "movement_amended": return item.to ? _t("Corrected: %(goods)s to %(to)s", words) : _t("Corrected: %(goods)s out of %(from)s", words);
		case "ledger_self_healed": return _t("Odoo repaired its own figure: %(goods)s at %(place)s", {
			goods: words.goods,
			place: item.to ?? item.from ?? _t("an unknown place")
		});
		case "unit_redefined": return _t("Unit of measure changed: %(goods)s", words);
		case "opening_balance": return _t("Opening balance %(goods)s at %(place)s", {
			goods: words.goods,
			place: item.to ?? item.from ?? ""
		});
		default: return _t("%(noun)s: %(goods)s", {
			noun: kindLook(item.kind).noun(),
			goods: words.goods
		});
	}
}
function stateWord$1({ to_state: state }) {
	return {
		available: () => _t("sellable"),
		quarantined: () => _t("quarantined"),
		damaged: () => _t("damaged"),
		returned: () => _t("returned")
	}[state ?? ""]?.() ?? _t("unknown");
}
// src/lib/trail_words.ts
/** What happened, in one human sentence. */
function lineSentence(line, decimals) {
	if (line.direction === "out") return line.outcome && !isTrouble(line.outcome) ? answerSentence(line) : eventSentence(asItem(line), decimals);
	const words = {
		origin: line.origin,
		noun: kindLook(line.kind).noun(),
		goods: line.product ? goodsWords(asItem(line), decimals) : line.subject ?? ""
	};
	return words.goods ? _t("%(origin)s sent a %(noun)s: %(goods)s", words) : _t("%(origin)s sent a %(noun)s", words);
}
/** Odoo's answer to a partner, when nothing is wrong. */
function answerSentence(line) {
	const words = {
		origin: line.origin,
		noun: kindLook(line.about_kind).noun()
	};
	return line.outcome === "duplicate" ? _t("Told %(origin)s: its %(noun)s was known already", words) : _t("Told %(origin)s: its %(noun)s took effect", words);
}
function lineIcon(line) {
	if (line.outcome === "refused" || line.outcome === "conflict") return "fa-times-circle";
	return kindLook(line.kind === "event_outcome" ? line.about_kind : line.kind).icon;
}
function lineTone(line) {
	if (line.outcome === "refused" || line.outcome === "conflict") return "danger";
	return kindLook(line.kind).tone;
}
/** What became of a partner's event; empty for what Odoo tells of itself. */
function outcomeWord(outcome) {
	switch (outcome) {
		case "applied": return _t("Applied");
		case "recorded": return _t("Recorded only");
		case "waiting": return _t("Waiting");
		case "refused": return _t("Refused");
		case "conflict": return _t("Conflict");
		case "duplicate": return _t("Repeated");
		case "discarded": return _t("Discarded");
		case "missing": return _t("Missing");
		case "published": return _t("Published");
		default: return "";
	}
}
function stepWords({ what, kind, name }) {
	const noun = kindLook(kind).noun();
	switch (what) {
		case "happened": return _t("It happened, as the partner says");
		case "received": return _t("Odoo received it");
		case "recorded": return _t("Odoo recorded the %s", noun);
		case "numbered": return _t("The %s got its number; everybody sees it", noun);
		case "published": return _t("Published to %s", name ?? "");
		case "document": return _t("Same document: %s", noun);
	}
}
/** Worth a reason on its line. */
function isTrouble(outcome) {
	return [
		"refused",
		"conflict",
		"recorded"
	].includes(outcome ?? "");
}
function asItem(line) {
	const known = [
		"refused",
		"conflict",
		"recorded"
	];
	return {
		...line,
		sequence: line.position,
		outbox_id: line.id,
		inbox_id: null,
		recorded_at: line.at,
		from: line.source,
		to: line.target,
		outcome: known.find((one) => one === line.outcome) ?? null
	};
}
// src/lib/row_window.ts
/** Rows drawn above and below the visible ones, so that scrolling shows no gap. */
var SPARE = 8;
/** Which rows of a long list of equal rows to draw. */
function rowWindow(scrollTop, viewHeight, rowHeight, count) {
	const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
	const bottom = Math.ceil((Math.max(0, scrollTop) + viewHeight) / rowHeight);
	const last = Math.min(count - 1, bottom + SPARE);
	return {
		first: Math.max(0, Math.min(top - SPARE, last)),
		last
	};
}
// src/components/virtual_rows/virtual_rows.ts
/** Draws only the rows in view of a long list of equal rows; the element scrolls. */
function useVirtualRows(scroller, { rowHeight, count, onRows }) {
	const state = (0, _odoo_owl.useState)({
		top: 0,
		height: 800,
		width: 1200
	});
	let reported = "";
	const measure = () => {
		if (!scroller.el) return;
		state.height = scroller.el.clientHeight || state.height;
		state.width = scroller.el.clientWidth || state.width;
	};
	const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
	const rows = {
		get width() {
			return state.width;
		},
		get window() {
			return rowWindow(state.top, state.height, rowHeight, count());
		},
		get above() {
			return rows.window.first * rowHeight;
		},
		get below() {
			return Math.max(0, count() - rows.window.last - 1) * rowHeight;
		},
		onScroll() {
			state.top = scroller.el?.scrollTop ?? 0;
		},
		reveal(index, headerHeight) {
			if (!scroller.el) return;
			const top = index * rowHeight;
			const { scrollTop, clientHeight } = scroller.el;
			const room = clientHeight - headerHeight - rowHeight;
			if (top < scrollTop) scroller.el.scrollTop = top;
			else if (top > scrollTop + room) scroller.el.scrollTop = top - room;
		}
	};
	const report = () => {
		const { first, last } = rows.window;
		const asked = `${first}-${last}`;
		if (last < 0 || asked === reported) return;
		reported = asked;
		onRows(first, last);
	};
	(0, _odoo_owl.onMounted)(() => {
		measure();
		if (scroller.el) observer?.observe(scroller.el);
		report();
	});
	(0, _odoo_owl.onPatched)(report);
	(0, _odoo_owl.onWillUnmount)(() => observer?.disconnect());
	return rows;
}
// src/components/trail_list/trail_list.ts
/** Pixels; the style sheet must agree. */
var ROW_HEIGHT$2 = 48;
/** Rows to go when the next ones are read. */
var AHEAD$1 = 20;
/** Events newest first; only those in view are in the page, arrows walk them. */
var TrailList = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TrailList";
	static props = {
		rows: Array,
		more: Boolean,
		lookingBackTo: String,
		heldCount: Number,
		selected: String,
		decimals: Number,
		serverNow: Number,
		onOpen: Function,
		onMore: Function,
		onRelease: Function,
		onReading: Function
	};
	scroller = (0, _odoo_owl.useRef)("scroller");
	state = (0, _odoo_owl.useState)({
		active: 0,
		focused: false
	});
	icon = lineIcon;
	tone = lineTone;
	outcome = outcomeWord;
	pointed = false;
	setup() {
		this.virtual = useVirtualRows(this.scroller, {
			rowHeight: ROW_HEIGHT$2,
			count: () => this.length,
			onRows: (_first, last) => {
				if (this.props.more && last >= this.props.rows.length - AHEAD$1) this.props.onMore();
			}
		});
	}
	get length() {
		return this.props.rows.length + (this.props.more ? 3 : 0);
	}
	get drawn() {
		const { first, last } = this.virtual.window;
		return Array.from({ length: Math.max(0, last - first + 1) }, (_hole, step) => {
			const index = first + step;
			const line = this.props.rows[index] ?? null;
			return {
				index,
				line,
				key: line ? `${line.direction}-${line.id}` : `bone-${index}`
			};
		});
	}
	get bannerText() {
		const { heldCount } = this.props;
		return heldCount === 1 ? _t("1 new, show") : _t("%s new, show", formatCount(heldCount));
	}
	get activeId() {
		const { active, focused } = this.state;
		const { first, last } = this.virtual.window;
		return focused && active >= first && active <= last ? `o_sct_event_${active}` : void 0;
	}
	sentence(line) {
		return lineSentence(line, this.props.decimals);
	}
	context({ origin, document, lot }) {
		return [
			origin === "odoo" ? "Odoo" : origin,
			document,
			lot
		].filter(Boolean).join(" · ");
	}
	/** Why it had no effect; empty for what did. */
	reason({ outcome, message }) {
		return isTrouble(outcome) ? message ?? "" : "";
	}
	age({ at }) {
		return ageOf(at, this.props.serverNow);
	}
	moment({ at }) {
		return formatMoment(at);
	}
	onPointer(pointed) {
		this.pointed = pointed;
		this.reportReading();
	}
	onScroll() {
		this.virtual.onScroll();
		this.reportReading();
	}
	release() {
		if (this.scroller.el) this.scroller.el.scrollTop = 0;
		this.props.onRelease();
	}
	onKeydown(event) {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { active } = this.state;
		if (event.key === "Enter" || event.key === " ") {
			event.preventDefault();
			const line = this.props.rows[active];
			if (line) this.props.onOpen(line);
			return;
		}
		const page = Math.max(1, Math.floor((this.scroller.el?.clientHeight ?? 0) / ROW_HEIGHT$2) - 1);
		const size = {
			rows: this.props.rows.length,
			columns: 1,
			page,
			rtl: false
		};
		const next = gridStep(event.key, {
			row: active,
			column: 0
		}, size);
		if (!next) return;
		event.preventDefault();
		this.state.active = next.row;
		this.virtual.reveal(next.row, 0);
	}
	reportReading() {
		this.props.onReading(this.pointed || (this.scroller.el?.scrollTop ?? 0) > 4);
	}
};
// src/services/trail_api.ts
var MODEL$5 = "stock.tower.trail";
function createTrailApi(orm) {
	const ask = (method, args) => orm.silent.call(MODEL$5, method, args);
	return {
		page: (domain, before) => ask("page", [domain, before]),
		newer: (domain, after) => ask("newer", [domain, after]),
		count: (domain) => ask("count", [domain]),
		atMoment: (moment) => ask("at_moment", [moment]),
		detail: (direction, id) => ask("detail", [direction, id])
	};
}
// src/stores/event_store.ts
var EVENT_TABS = [
	"effect",
	"payload",
	"attempts",
	"trace"
];
/** One event looked into. */
var EventStore = class {
	key = null;
	tab = "effect";
	detail = null;
	failure = null;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	async open(direction, id) {
		if (this.key?.direction === direction && this.key.id === id && this.detail) return;
		this.key = {
			direction,
			id
		};
		this.detail = null;
		this.failure = null;
		try {
			const detail = await this.api.detail(direction, id);
			if (this.isOpen(direction, id)) this.detail = (0, _odoo_owl.markRaw)(detail);
		} catch (error) {
			if (this.isOpen(direction, id)) this.failure = reasonOf(error);
		}
	}
	close() {
		this.key = null;
		this.detail = null;
		this.failure = null;
	}
	isOpen(direction, id) {
		return this.key?.direction === direction && this.key.id === id;
	}
};
function createEventStore(api) {
	return (0, _odoo_owl.reactive)(new EventStore(api));
}
// src/stores/trail_store.ts
/** More than this is not held for showing: the list is read anew instead. */
var MOST_HELD = 500;
/**
* Both logs as one list, newest first. What comes in waits behind a banner while the
* user has paused it, points at it or has scrolled; so the list never jumps.
*/
var TrailStore = class {
	rows = (0, _odoo_owl.markRaw)([]);
	held = (0, _odoo_owl.markRaw)([]);
	/** More came than was held; showing them reads the list anew. */
	overflow = false;
	count = null;
	/** There are at least `count` of them. */
	countMore = false;
	loading = true;
	readingMore = false;
	/** A search for what is rare has looked back to this time. */
	lookedBackTo = null;
	paused = false;
	reading = false;
	/** The list ends at a moment in the past: nothing new belongs to it. */
	until = null;
	live;
	next = null;
	newest = {
		in: "0",
		out: "0"
	};
	domain = [];
	generation = 0;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
	}
	get holding() {
		return this.paused || this.reading;
	}
	get more() {
		return this.next !== null;
	}
	async ask(domain, until) {
		const question = ++this.generation;
		this.domain = (0, _odoo_owl.markRaw)(domain);
		this.until = until;
		this.loading = true;
		this.readingMore = false;
		this.count = null;
		this.held = (0, _odoo_owl.markRaw)([]);
		this.overflow = false;
		try {
			const before = until === null ? null : await this.api.atMoment(until);
			if (question !== this.generation) return;
			await this.read(before, question, []);
			if (until === null) this.countAll(question);
		} catch (error) {
			if (question === this.generation) this.live.recordFailure(reasonOf(error));
		} finally {
			if (question === this.generation) this.loading = false;
		}
	}
	/** Goes on where the list ends. */
	async showMore() {
		const { next, generation } = this;
		if (!next || this.loading || this.readingMore) return;
		this.readingMore = true;
		try {
			await this.read(next, generation, this.rows);
		} catch (error) {
			if (generation === this.generation) this.live.recordFailure(reasonOf(error));
		} finally {
			if (generation === this.generation) this.readingMore = false;
		}
	}
	/** Reads what is new. Never throws: a failed read shows as stale. */
	async refresh() {
		if (this.loading || this.until !== null) return;
		const { generation } = this;
		try {
			const page = await this.api.newer(this.domain, this.newest);
			if (generation !== this.generation) return;
			this.live.recordRead(page.at, page.head, Date.now());
			this.newest = (0, _odoo_owl.markRaw)(page.newest);
			this.accept(page.rows, page.more);
		} catch (error) {
			if (generation === this.generation) this.live.recordFailure(reasonOf(error));
		}
	}
	/** Puts what waited on top. */
	release() {
		if (this.overflow) {
			this.ask(this.domain, null);
			return;
		}
		this.rows = (0, _odoo_owl.markRaw)([...this.held, ...this.rows]);
		this.held = (0, _odoo_owl.markRaw)([]);
	}
	togglePause() {
		this.paused = !this.paused;
		if (!this.holding) this.release();
	}
	setReading(reading) {
		if (reading === this.reading) return;
		this.reading = reading;
		if (!this.holding && (this.held.length || this.overflow)) this.release();
	}
	tick(now) {
		this.live.tick(now);
	}
	/** Reads until something is found, the end is reached or another question is asked. */
	async read(before, question, above) {
		let from = before;
		for (;;) {
			const page = await this.api.page(this.domain, from);
			if (question !== this.generation) return;
			if (before === null && from === null) this.newest = (0, _odoo_owl.markRaw)(page.newest);
			this.live.recordRead(page.at, page.head, Date.now());
			this.next = page.next && (0, _odoo_owl.markRaw)(page.next);
			this.lookedBackTo = page.back_to;
			if (page.rows.length || !page.next) {
				this.rows = (0, _odoo_owl.markRaw)([...above, ...page.rows]);
				return;
			}
			if (!above.length) this.rows = (0, _odoo_owl.markRaw)([]);
			from = page.next;
		}
	}
	accept(rows, more) {
		if (!rows.length) return;
		if (this.count !== null) this.count += rows.length;
		if (more || this.held.length + rows.length > MOST_HELD) {
			this.overflow = true;
			this.held = (0, _odoo_owl.markRaw)([...rows, ...this.held].slice(0, MOST_HELD));
			if (!this.holding) this.release();
			return;
		}
		this.held = (0, _odoo_owl.markRaw)([...rows, ...this.held]);
		if (!this.holding) this.release();
	}
	async countAll(question) {
		const { count, more } = await this.api.count(this.domain);
		if (question !== this.generation) return;
		this.count = count;
		this.countMore = more;
	}
};
function createTrailStore(api) {
	return (0, _odoo_owl.reactive)(new TrailStore(api));
}
// src/components/shortcut_help/shortcut_help.ts
/** The keys of a page, and the way to switch them off. */
var ShortcutHelp = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ShortcutHelp";
	static components = { Dialog: _web_core_dialog_dialog.Dialog };
	static props = {
		groups: Array,
		on: Boolean,
		onSwitch: Function,
		close: Function
	};
	state = (0, _odoo_owl.useState)({ on: this.props.on });
	switchTo(on) {
		this.state.on = on;
		this.props.onSwitch(on);
	}
};
// src/pages/hooks/page_keys.ts
/** The other pages, after "g". */
var PAGES = [
	["g t", "stock_control_tower.tower"],
	["g e", "stock_control_tower.exceptions"],
	["g s", "stock_control_tower.stock_truth"],
	["g v", "stock_control_tower.events"],
	["g f", "stock_control_tower.floor"]
];
/**
* Keys of a page with Odoo's search bar: its own, "/" to search, "g" to go elsewhere, and
* "?" for the list of them, which the command palette opens too.
*/
function usePageKeys(own, words) {
	const action = (0, _web_core_utils_hooks.useService)("action");
	const dialog = (0, _web_core_utils_hooks.useService)("dialog");
	const go = PAGES.map(([keys, tag]) => [keys, () => void action.doAction({
		type: "ir.actions.client",
		tag
	})]);
	const showHelp = () => void dialog.add(ShortcutHelp, {
		groups: [{
			title: _t("On this page"),
			keys: [...words(), ["/", _t("search")]]
		}, {
			title: _t("Go to"),
			keys: [
				["g t", _t("the tower")],
				["g e", _t("exceptions")],
				["g s", _t("stock truth")],
				["g v", _t("events")],
				["g f", _t("the floor")]
			]
		}],
		on: shortcutsOn(),
		onSwitch: setShortcutsOn
	});
	(0, _web_core_commands_command_hook.useCommand)(_t("Keyboard shortcuts of this page"), showHelp);
	useShortcuts({
		...Object.fromEntries(go),
		...own,
		"/": () => document.querySelector(".o_searchview_input")?.focus(),
		"?": showHelp
	});
}
// src/lib/truth_columns.ts
/** Columns in order, with the narrowest grid, in pixels, that has room for each. */
var ROOM = [
	["on_hand", 0],
	["available", 0],
	["reserved", 620],
	["quarantined", 760],
	["damaged", 1e3],
	["returned", 1060],
	["in_transit", 880],
	["incoming", 700],
	["others", 1e3],
	["promised", 0]
];
/** The columns a grid of that width shows. */
function truthColumns(width, owners) {
	return ROOM.filter(([name, room]) => width >= room && (name !== "others" || owners)).map(([name]) => column(name));
}
function column(name) {
	const [label, hint] = words(name);
	return {
		name,
		label,
		hint
	};
}
function words(name) {
	switch (name) {
		case "on_hand": return [_t("On hand"), _t("In every state, without what others own")];
		case "available": return [_t("Available"), _t("Sellable, and promised to nobody")];
		case "reserved": return [_t("Reserved"), _t("Sellable, and promised to planned deliveries and transfers")];
		case "quarantined": return [_t("Quarantine"), _t("Set aside: by location, by a hold of the lot, or expired")];
		case "damaged": return [_t("Damaged"), _t("In a location for damaged goods")];
		case "returned": return [_t("Returns"), _t("In a location for returns, not inspected yet")];
		case "in_transit": return [_t("In transit"), _t("Has left another warehouse for this one; not on hand")];
		case "incoming": return [_t("Incoming"), _t("Awaited by open transfers; not on hand")];
		case "others": return [_t("Of others"), _t("Lies here and belongs to a partner; in no other figure")];
		case "promised": return [_t("Can promise"), _t("Available to promise now, by the warehouse's policy")];
	}
}
/** What a state is called. */
function stateWord(state) {
	switch (state) {
		case "available": return _t("Available");
		case "reserved": return _t("Reserved");
		case "quarantined": return _t("Quarantine");
		case "damaged": return _t("Damaged");
		case "returned": return _t("Returns");
		case "in_transit": return _t("In transit");
		case "others": return _t("Of others");
		default: return _t("Outside");
	}
}
// src/components/event_effects/event_effects.ts
/** What an event did to stock: each state of each position before and after it. */
var EventEffects = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventEffects";
	static props = {
		effects: Array,
		decimals: Number,
		onPosition: Function
	};
	states({ before, after }) {
		return Object.keys(after).filter((name) => before[name] || after[name]).map((name) => ({
			name: stateWord(name),
			before: formatQuantity(before[name], this.props.decimals),
			after: formatQuantity(after[name], this.props.decimals),
			changed: before[name] !== after[name]
		}));
	}
};
// src/lib/line_diff.ts
/** Longer texts are shown side by side without looking for what they share. */
var MOST_LINES = 1500;
/** Lines of two texts, those of one side only marked; the order of both is kept. */
function diffLines(left, right) {
	const a = left.split("\n");
	const b = right.split("\n");
	if (a.length > MOST_LINES || b.length > MOST_LINES) return [...mark("left", a), ...mark("right", b)];
	const longest = commonLengths(a, b);
	const lines = [];
	let i = 0;
	let j = 0;
	while (i < a.length && j < b.length) if (a[i] === b[j]) {
		lines.push({
			sign: "same",
			text: a[i] ?? ""
		});
		i++;
		j++;
	} else if ((longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)) lines.push({
		sign: "left",
		text: a[i++] ?? ""
	});
	else lines.push({
		sign: "right",
		text: b[j++] ?? ""
	});
	return [
		...lines,
		...mark("left", a.slice(i)),
		...mark("right", b.slice(j))
	];
}
/** How many lines the rest of `a` from i on shares with the rest of `b` from j on. */
function commonLengths(a, b) {
	const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
	for (let i = a.length - 1; i >= 0; i--) {
		const row = table[i];
		const below = table[i + 1];
		for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
	}
	return table;
}
function mark(sign, lines) {
	return lines.map((text) => ({
		sign,
		text
	}));
}
// src/components/payload_view/payload_view.ts
/** What was sent: as it was, as its facts, and beside what Odoo recorded. */
var PayloadView = class extends _odoo_owl.Component {
	static template = "stock_control_tower.PayloadView";
	static components = { CopyButton: _web_core_copy_button_copy_button.CopyButton };
	static props = { detail: Object };
	state = (0, _odoo_owl.useState)({ view: "raw" });
	get views() {
		return [
			{
				name: "raw",
				label: _t("As sent"),
				hint: _t("The message as it was")
			},
			{
				name: "canonical",
				label: _t("Facts"),
				hint: _t("What makes it the same event when it is sent again: sorted, nothing else")
			},
			{
				name: "compare",
				label: _t("Compared"),
				hint: _t("What the partner said beside what Odoo recorded")
			}
		];
	}
	get text() {
		const { raw, canonical } = this.props.detail;
		return this.state.view === "canonical" ? canonical ?? "" : raw;
	}
	/** Empty where there is nothing to compare. */
	get lines() {
		const { compare } = this.props.detail;
		return compare ? diffLines(compare.left, compare.right) : [];
	}
	sign({ sign }) {
		return {
			same: " ",
			left: "−",
			right: "+"
		}[sign];
	}
};
// src/components/side_panel/side_panel.ts
/** Looks into one row beside its list; the slot shows the chosen side of it. */
var SidePanel = class extends _odoo_owl.Component {
	static template = "stock_control_tower.SidePanel";
	static props = {
		title: String,
		subtitle: String,
		tabs: Array,
		tab: String,
		loading: Boolean,
		failure: String,
		onTab: Function,
		onClose: Function,
		onRetry: Function,
		slots: {
			type: Object,
			optional: true
		}
	};
	heading = (0, _odoo_owl.useRef)("heading");
	setup() {
		(0, _odoo_owl.onMounted)(() => this.heading.el?.focus());
	}
	onKeydown(event) {
		if (event.key === "Escape") {
			event.stopPropagation();
			this.props.onClose();
		}
	}
	/** Arrows walk the tabs, as in every list of tabs. */
	onTabKeydown(event) {
		const step = {
			ArrowRight: 1,
			ArrowLeft: -1
		}[event.key];
		if (!step) return;
		event.preventDefault();
		const names = this.props.tabs.map(({ name }) => name);
		const name = names[(names.indexOf(this.props.tab) + step + names.length) % names.length] ?? "";
		this.props.onTab(name);
		document.getElementById(`o_sct_tab_${name}`)?.focus();
	}
};
// src/components/trace_steps/trace_steps.ts
/** The way of an event, step by step, with the time each took. */
var TraceSteps = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TraceSteps";
	static props = {
		steps: Array,
		current: String,
		onOpen: Function
	};
	words = stepWords;
	moment = formatMoment;
	/** Since the step before; empty for the first. */
	after(index) {
		const before = this.props.steps[index - 1];
		const step = this.props.steps[index];
		if (!before || !step) return "";
		return `+${formatDuration(Math.max(0, parseTime(step.at) - parseTime(before.at)))}`;
	}
	isOther({ direction, id, what }) {
		return what !== "published" && `${direction}-${id}` !== this.props.current;
	}
};
// src/pages/events/event_side.ts
/** One event on one screen: what it did, what was sent, how it went, and where it leads. */
var EventSide = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventSide";
	static components = {
		EventEffects,
		PayloadView,
		SidePanel,
		TraceSteps
	};
	static props = {
		store: Object,
		decimals: Number,
		onTab: Function,
		onOpen: Function,
		onClose: Function
	};
	moment = formatMoment;
	result = outcomeWord;
	setup() {
		this.action = (0, _web_core_utils_hooks.useService)("action");
	}
	get tabs() {
		return [
			{
				name: "effect",
				label: _t("What it did")
			},
			{
				name: "payload",
				label: _t("Payload")
			},
			{
				name: "attempts",
				label: _t("Attempts")
			},
			{
				name: "trace",
				label: _t("Trace")
			}
		];
	}
	get title() {
		const { detail } = this.props.store;
		return detail ? lineSentence(detail.line, this.props.decimals) : _t("Event");
	}
	get subtitle() {
		const { detail } = this.props.store;
		if (!detail) return "";
		const { at, outcome, position, direction } = detail.line;
		const number = direction === "out" ? _t("No. %s", position) : "";
		return [
			formatMoment(at),
			outcomeWord(outcome),
			number
		].filter(Boolean).join(" · ");
	}
	get current() {
		const { key } = this.props.store;
		return key ? `${key.direction}-${key.id}` : "";
	}
	/** Odoo's documents and records behind the event. */
	get links() {
		const links = this.props.store.detail?.links;
		if (!links) return [];
		const { product_id: product, location_id: location } = links;
		const quants = {
			type: "ir.actions.act_window",
			name: _t("Stock there now"),
			res_model: "stock.quant",
			views: [[false, "list"]],
			domain: [[
				"product_id",
				"=",
				product
			], [
				"location_id",
				"=",
				location
			]]
		};
		return [
			form(links.picking, "fa-truck", "stock.picking", links.picking_id),
			form(_t("Stock move"), "fa-exchange", "stock.move", links.move_id),
			product && location ? {
				label: _t("Stock there now"),
				icon: "fa-cubes",
				action: quants
			} : null,
			form(_t("Lot"), "fa-tag", "stock.lot", links.lot_id),
			form(_t("Partner's event"), "fa-sign-in", "stock.tower.inbox", links.inbox_id),
			form(_t("Odoo's event"), "fa-sign-out", "stock.tower.outbox", links.outbox_id),
			form(_t("Exception"), "fa-exclamation-circle", "stock.tower.exception", links.exception_id)
		].filter((link) => link !== null);
	}
	setTab(name) {
		this.props.onTab(name);
	}
	async follow(action) {
		await this.action.doAction(action);
	}
	async openPosition({ product_id: product, warehouse_id: warehouse }) {
		await this.follow({
			type: "ir.actions.client",
			tag: "stock_control_tower.stock_truth",
			params: {
				product,
				warehouse: warehouse ?? 0,
				panel: "ledger"
			}
		});
	}
};
function form(label, icon, model, id) {
	if (id === null) return null;
	return {
		label: label ?? "",
		icon,
		action: {
			type: "ir.actions.act_window",
			res_model: model,
			res_id: id,
			views: [[false, "form"]]
		}
	};
}
// src/pages/events/events_view.ts
/** Quantities of events have at most this many decimals. */
var DECIMALS = 6;
/** A search without facets, as text: no text means the page's own filter. */
var NO_FACETS = "[]";
/** The page below Odoo's search: the list, and the event looked into. */
var EventsView = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventsView";
	static components = {
		DateTimeInput: _web_core_datetime_datetime_input.DateTimeInput,
		EmptyState,
		EventSide,
		FreshnessBadge,
		Layout: _web_search_layout.Layout,
		SearchBar: _web_search_search_bar_search_bar.SearchBar,
		TrailList
	};
	static props = {
		domain: Array,
		start: Object,
		onShow: Function
	};
	display = { controlPanel: {} };
	decimals = DECIMALS;
	setup() {
		const api = createTrailApi((0, _web_core_utils_hooks.useService)("orm"));
		const trail = createTrailStore(api);
		this.trail = (0, _odoo_owl.useState)(trail);
		this.event = (0, _odoo_owl.useState)(createEventStore(api));
		this.refresh = useLiveUpdates(trail, (0, _web_core_utils_hooks.useService)("bus_service")).refresh;
		usePageKeys({
			p: () => trail.togglePause(),
			n: () => trail.release()
		}, eventKeys);
		(0, _web_core_utils_hooks.useBus)(this.searchModel, "focus-view", focusList);
		(0, _odoo_owl.onWillStart)(() => {
			const { domain, start } = this.props;
			trail.ask(domain, start["until"] === void 0 ? null : String(start["until"]));
			this.openStart();
		});
		(0, _odoo_owl.onWillUpdateProps)(({ domain }) => {
			if (JSON.stringify(domain) === JSON.stringify(this.props.domain)) return;
			trail.ask(domain, trail.until);
			this.pushState();
		});
	}
	get searchModel() {
		return this.env.searchModel;
	}
	get selected() {
		const { key } = this.event;
		return key ? `${key.direction}-${key.id}` : "";
	}
	get countText() {
		const { count, countMore, until } = this.trail;
		if (until !== null) return "";
		if (count === null) return _t("Counting…");
		if (countMore) return _t("More than %s events", formatCount(count));
		return count === 1 ? _t("1 event") : _t("%s events", formatCount(count));
	}
	get lookingBackTo() {
		const { rows, loading, readingMore, lookedBackTo } = this.trail;
		if (!lookedBackTo || !(readingMore || loading && !rows.length)) return "";
		return formatMoment(lookedBackTo);
	}
	get pickerValue() {
		return this.trail.until ? luxon.DateTime.fromISO(this.trail.until) : false;
	}
	get latest() {
		return luxon.DateTime.now();
	}
	get moment() {
		return formatMoment(this.trail.until);
	}
	setMoment(value) {
		const until = value ? value.toUTC().toISO() : null;
		if (until === this.trail.until) return;
		this.trail.ask(this.props.domain, until);
		this.pushState();
	}
	openLine(line) {
		this.open(line.direction, line.id);
	}
	open(direction, id) {
		this.event.open(direction, id);
		this.pushState();
	}
	setTab(tab) {
		this.event.tab = tab;
		this.pushState();
	}
	close() {
		this.event.close();
		this.pushState();
		focusList();
	}
	clearSearch() {
		this.searchModel.clearQuery();
	}
	openStart() {
		const { event, tab } = this.props.start;
		const [direction, id] = String(event ?? "").split("-");
		this.event.tab = EVENT_TABS.find((name) => name === tab) ?? "effect";
		if (direction === "in" || direction === "out") this.event.open(direction, Number(id));
	}
	pushState() {
		const { until } = this.trail;
		const { tab } = this.event;
		const opened = this.selected ? {
			event: this.selected,
			tab
		} : {};
		this.props.onShow({
			search: this.searchModel.text || NO_FACETS,
			...until === null ? {} : { until },
			...opened
		});
	}
};
function focusList() {
	document.querySelector(".o_sct_trail_grid")?.focus();
}
function eventKeys() {
	return [
		["↓", _t("from the search into the list")],
		["j  k", _t("next and previous event; arrows, Page Up and Down, Home and End too")],
		["Enter", _t("open the event")],
		["Esc", _t("close the panel")],
		["p", _t("pause and go on")],
		["n", _t("show what is new")]
	];
}
// src/pages/events/events_page.ts
/** Facets of the search bar, a moment in UTC, the event looked into ("out-123"), its tab. */
var URL_NAMES$1 = [
	"search",
	"until",
	"event",
	"tab"
];
/** What partners have sent and what Odoo has told, as one live list. */
var EventsPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventsPage";
	static components = {
		EventsView,
		WithSearch: _web_search_with_search_with_search.WithSearch
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Events");
	static path = "tower-events";
	SearchModel = UrlSearchModel;
	setup() {
		this.url = useUrlState(this.props, URL_NAMES$1);
		useOwnFavourites();
	}
	get context() {
		const { search } = this.url.initial;
		return search ? { search_text: search } : { search_default_movements: 1 };
	}
};
// src/components/action_buttons/action_buttons.ts
/** What can be done, the likeliest first; each button shows its key. */
var ActionButtons = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ActionButtons";
	static props = {
		actions: Array,
		onAct: Function
	};
};
// src/components/bulk_panel/bulk_panel.ts
/** Many events at once: what would become of them, how far it is, what became of them. */
var BulkPanel = class extends _odoo_owl.Component {
	static template = "stock_control_tower.BulkPanel";
	static props = {
		bulk: { type: [Object, { value: null }] },
		busy: Boolean,
		failure: String,
		onBegin: Function,
		onStop: Function,
		onUndo: Function,
		onList: Function,
		onClose: Function
	};
	form = (0, _odoo_owl.useState)({ reason: "" });
	title = (0, _odoo_owl.useRef)("title");
	formatCount = formatCount;
	setup() {
		(0, _odoo_owl.useEffect)(() => this.title.el?.focus(), () => [this.props.bulk?.id, this.props.bulk?.state]);
	}
	get heading() {
		const { bulk } = this.props;
		if (!bulk) return _t("Trying it without a trace…");
		const count = formatCount(bulk.event_count);
		if (bulk.state === "running") return _t("%s is running", bulk.name);
		if (bulk.state === "done") return _t("%s is done", bulk.name);
		if (bulk.state === "cancelled") return _t("%s was stopped", bulk.name);
		if (bulk.action === "retry") return _t("Retry %s events?", count);
		return bulk.action === "discard" ? _t("Discard %s events?", count) : _t("Take up %s events again?", count);
	}
	get planned() {
		return this.props.bulk?.state === "planned";
	}
	get needsReason() {
		return this.planned && this.props.bulk?.action === "discard";
	}
	get mayBegin() {
		const { bulk, busy } = this.props;
		return !busy && !!bulk?.event_count && (!this.needsReason || !!this.form.reason.trim());
	}
	get beginLabel() {
		const labels = {
			retry: _t("Retry now"),
			discard: _t("Discard"),
			restore: _t("Take up")
		};
		const { action } = this.props.bulk ?? {};
		return action && action !== "replay" ? labels[action] : _t("Start");
	}
	/** Percent. */
	get progress() {
		const { bulk } = this.props;
		return bulk?.event_count ? 100 * bulk.done_count / bulk.event_count : 0;
	}
	get progressText() {
		const { bulk } = this.props;
		if (!bulk) return "";
		const words = {
			done: formatCount(bulk.done_count),
			count: formatCount(bulk.event_count)
		};
		if (bulk.state !== "running" || bulk.rate <= 0) return _t("%(done)s of %(count)s", words);
		const left = 1e3 * (bulk.event_count - bulk.done_count) / bulk.rate;
		return _t("%(done)s of %(count)s, %(rate)s a second, %(left)s left", {
			...words,
			rate: formatCount(Math.round(bulk.rate)),
			left: formatDuration(left)
		});
	}
	words([, word, , count]) {
		return `${formatCount(count)} ${word}`;
	}
	tone([state]) {
		if (state === "applied" || state === "recorded") return "good";
		return state === "refused" || state === "conflict" ? "trouble" : "plain";
	}
	quantity(value) {
		return formatQuantity(value, 2);
	}
};
// src/components/choice_tabs/choice_tabs.ts
/** One of several views of a list, each with the number of rows it shows. */
var ChoiceTabs = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ChoiceTabs";
	static props = {
		label: String,
		tabs: Array,
		chosen: String,
		onChoose: Function
	};
	formatCount = formatCount;
};
// src/lib/triage.ts
var VIEWS$1 = [
	"todo",
	"new",
	"mine",
	"doing",
	"waiting",
	"snoozed",
	"resolved"
];
function viewLabel(view) {
	return {
		todo: _t("To do"),
		new: _t("New"),
		mine: _t("Mine"),
		doing: _t("In hand"),
		waiting: _t("Waiting"),
		snoozed: _t("Snoozed"),
		resolved: _t("Resolved")
	}[view];
}
function stateLook(state) {
	return {
		new: {
			label: _t("New"),
			icon: "fa-circle",
			tone: "attention"
		},
		regressed: {
			label: _t("Came back"),
			icon: "fa-undo",
			tone: "trouble"
		},
		acknowledged: {
			label: _t("Seen"),
			icon: "fa-eye",
			tone: "info"
		},
		in_progress: {
			label: _t("In progress"),
			icon: "fa-play",
			tone: "info"
		},
		waiting: {
			label: _t("Waiting"),
			icon: "fa-hourglass-half",
			tone: "info"
		},
		snoozed: {
			label: _t("Until worse"),
			icon: "fa-bell-slash-o",
			tone: "plain"
		},
		resolved: {
			label: _t("Resolved"),
			icon: "fa-check",
			tone: "good"
		}
	}[state];
}
var SEVERITIES = [
	"3",
	"2",
	"1",
	"0"
];
function severityLook(severity) {
	return {
		"3": {
			label: _t("Critical"),
			icon: "fa-exclamation-triangle",
			tone: "trouble"
		},
		"2": {
			label: _t("High"),
			icon: "fa-arrow-up",
			tone: "attention"
		},
		"1": {
			label: _t("Medium"),
			icon: "fa-minus",
			tone: "info"
		},
		"0": {
			label: _t("Low"),
			icon: "fa-arrow-down",
			tone: "plain"
		}
	}[severity];
}
/** What an exception holds up, in a few words; empty when nothing is known. */
function impactWords({ orders, value }) {
	const words = [];
	if (orders) words.push(orders === 1 ? _t("1 order") : _t("%s orders", formatCount(orders)));
	if (value) words.push(value);
	return words.join(" · ");
}
/** What it counts: events, missing numbers or undeliverable messages. */
function countWords({ category, open_count: open, total_count: total }) {
	const count = open || total;
	if (category === "gap") return count === 1 ? _t("1 missing") : _t("%s missing", formatCount(count));
	if (category === "dead") return count === 1 ? _t("1 message") : _t("%s messages", formatCount(count));
	return count === 1 ? _t("1 event") : _t("%s events", formatCount(count));
}
var ALL = {
	view: "todo",
	severity: "",
	partner: "",
	search: ""
};
var QUERY_NAMES = Object.keys(ALL);
/** What a URL says of the inbox; what it cannot mean is left out. */
function queryFrom(url) {
	const text = (name) => String(url[name] ?? "");
	const view = text("view");
	const severity = text("severity");
	return {
		view: VIEWS$1.includes(view) ? view : ALL.view,
		severity: SEVERITIES.includes(severity) ? severity : "",
		partner: text("partner"),
		search: text("search")
	};
}
/** The URL of a query: only what differs from the first look. */
function urlOf(query) {
	const url = {};
	for (const [name, value] of Object.entries(query)) if (value !== ALL[name]) url[name] = value;
	return url;
}
// src/components/exception_item/exception_item.ts
/** One cause in the inbox: what is wrong, what it holds up, whose it is. */
var ExceptionItem = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ExceptionItem";
	static components = { Pill };
	static props = {
		row: Object,
		selected: Boolean,
		cursor: Boolean,
		open: Boolean,
		left: Boolean,
		canAct: Boolean,
		now: Number,
		onOpen: Function,
		onToggle: Function
	};
	formatMoment = formatMoment;
	root = (0, _odoo_owl.useRef)("root");
	setup() {
		(0, _odoo_owl.useEffect)((cursor) => {
			if (cursor) this.root.el?.scrollIntoView({ block: "nearest" });
		}, () => [this.props.cursor]);
	}
	get severity() {
		return severityLook(this.props.row.severity);
	}
	get state() {
		return stateLook(this.props.row.state);
	}
	get impact() {
		return impactWords(this.props.row);
	}
	get count() {
		return countWords(this.props.row);
	}
	get promise() {
		const { row, now } = this.props;
		return row.state === "resolved" ? "" : promiseWords(row.promise_at, now);
	}
	get urgent() {
		return isUrgent(this.props.row.promise_at, this.props.now);
	}
	get age() {
		return ageOf(this.props.row.last_seen, this.props.now);
	}
	get hasEvents() {
		const { category, total_count: total } = this.props.row;
		return category !== "dead" && total > 0;
	}
	onClick(event) {
		if (event.target.closest("button, input, label")) return;
		if (event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		this.props.onOpen(this.props.row.id, "detail");
	}
};
// src/components/exception_list/exception_list.ts
/** Pixels before the end at which more rows are asked for. */
var AHEAD = 400;
/** The inbox: one row per cause, the worst first. */
var ExceptionList = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ExceptionList";
	static components = {
		EmptyState,
		ExceptionItem
	};
	static props = {
		rows: Array,
		count: { type: [Number, { value: null }] },
		left: Object,
		selected: Object,
		allSelected: Boolean,
		cursorId: { type: [Number, { value: null }] },
		openId: { type: [Number, { value: null }] },
		unseen: Number,
		canAct: Boolean,
		now: Number,
		emptyTitle: String,
		emptyText: String,
		onOpen: Function,
		onToggle: Function,
		onSelectAll: Function,
		onClear: Function,
		onUnseen: Function,
		onMore: Function,
		onBusy: Function,
		slots: {
			type: Object,
			optional: true
		}
	};
	pointed = false;
	scrolled = false;
	get selectedCount() {
		return this.props.allSelected ? this.props.count ?? 0 : this.props.selected.size;
	}
	get headline() {
		const { count } = this.props;
		if (this.selectedCount) return _t("%s selected", formatCount(this.selectedCount));
		if (count === null) return "";
		return count === 1 ? _t("1 exception") : _t("%s exceptions", formatCount(count));
	}
	/** Offered once all rows on screen are chosen and there are more. */
	get selectAllText() {
		const { allSelected, count, rows, selected } = this.props;
		if (allSelected || !selected.size || selected.size < rows.length) return "";
		return (count ?? 0) > selected.size ? _t("Select all %s", formatCount(count ?? 0)) : "";
	}
	get unseenText() {
		const { unseen } = this.props;
		return _t("%s new, show", formatCount(unseen));
	}
	onScroll(event) {
		const list = event.target;
		this.scrolled = list.scrollTop > 0;
		this.tell();
		if (list.scrollHeight - list.scrollTop - list.clientHeight < AHEAD) this.props.onMore();
	}
	point(pointed) {
		this.pointed = pointed;
		this.tell();
	}
	tell() {
		this.props.onBusy(this.pointed || this.scrolled);
	}
};
// src/components/step_timeline/step_timeline.ts
var ICONS$2 = {
	came_back: "fa-undo",
	got_worse: "fa-arrow-up",
	nothing_open: "fa-check",
	retry: "fa-repeat",
	edit: "fa-pencil",
	bulk: "fa-tasks",
	discard: "fa-trash-o",
	restore: "fa-reply",
	owner: "fa-user",
	undo: "fa-undo",
	snooze: "fa-bell-slash-o",
	wait: "fa-hourglass-half",
	acknowledge: "fa-eye",
	start: "fa-play",
	resolve: "fa-check"
};
/** What people and the tower did about an exception, newest first. */
var StepTimeline = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StepTimeline";
	static props = {
		steps: Array,
		firstSeen: { type: [String, { value: null }] },
		now: Number
	};
	formatMoment = formatMoment;
	icon(step) {
		return ICONS$2[step.action] ?? "fa-circle-o";
	}
	age(stamp) {
		return ageOf(stamp, this.props.now);
	}
};
// src/components/exception_panel/exception_panel.ts
/** One exception on one screen: what, why, effect, what to do, what was done. */
var ExceptionPanel = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ExceptionPanel";
	static components = {
		ActionButtons,
		Pill,
		StepTimeline
	};
	static props = {
		detail: Object,
		actions: Array,
		canAct: Boolean,
		owners: Array,
		now: Number,
		onAct: Function,
		onOwner: Function,
		onList: Function,
		onEvent: Function,
		onOpen: Function,
		onClose: Function
	};
	title = (0, _odoo_owl.useRef)("title");
	formatMoment = formatMoment;
	formatCount = formatCount;
	severityLook = severityLook;
	stateLook = stateLook;
	countWords = countWords;
	setup() {
		(0, _odoo_owl.onMounted)(() => this.title.el?.focus());
	}
	get owners() {
		const { owners, detail } = this.props;
		const { owner_id: id, owner } = detail;
		return !id || owners.some(([known]) => known === id) ? owners : [...owners, [id, owner]];
	}
	get listOfEvents() {
		return this.props.detail.category === "gap" ? "action_open_gaps" : "action_open_events";
	}
	get seen() {
		const { first_seen: first, last_seen: last } = this.props.detail;
		return _t("last %(last)s, first %(first)s", {
			last: this.age(last),
			first: this.age(first)
		});
	}
	get moreOrders() {
		const { orders, promises } = this.props.detail;
		return Math.max(0, orders - promises.length);
	}
	age(stamp) {
		return ageOf(stamp, this.props.now);
	}
	promise(stamp) {
		return promiseWords(stamp, this.props.now);
	}
	urgent(stamp) {
		return isUrgent(stamp, this.props.now);
	}
	chooseOwner(event) {
		const { value } = event.target;
		this.props.onOwner(value ? Number(value) : null);
	}
};
// src/components/triage_filters/triage_filters.ts
var TYPING_MS$1 = 180;
/** Narrows the inbox: by text, by severity, by partner. */
var TriageFilters = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TriageFilters";
	static props = {
		query: Object,
		severities: Array,
		partners: Array,
		onChange: Function
	};
	formatCount = formatCount;
	typing;
	get severities() {
		return [...this.props.severities].sort(([left], [right]) => right.localeCompare(left)).map(([value, count]) => ({
			value,
			look: severityLook(value),
			count
		}));
	}
	onInput(event) {
		const text = event.target.value.trim();
		clearTimeout(this.typing);
		this.typing = setTimeout(() => this.props.onChange({ search: text }), TYPING_MS$1);
	}
	onKeydown(event) {
		const box = event.target;
		if (event.key === "Enter") box.blur();
		if (event.key !== "Escape") return;
		event.stopPropagation();
		clearTimeout(this.typing);
		if (box.value) {
			box.value = "";
			this.props.onChange({ search: "" });
		}
		box.blur();
	}
	choosePartner(event) {
		this.props.onChange({ partner: event.target.value });
	}
	toggleSeverity(severity) {
		this.props.onChange({ severity: this.props.query.severity === severity ? "" : severity });
	}
};
// src/lib/triage_actions.ts
/** These can never take effect as they are: lib/exceptions/retrying.py of the addon. */
var HOPELESS = ["id_conflict", "event_too_large"];
/** What can be done about one exception, what settles it first. */
function actionsFor(row, detail) {
	const { category, state, open_count: open } = row;
	const resolved = state === "resolved";
	const ofPartner = open > 0 && category !== "gap" && category !== "dead";
	return [
		[!!detail?.fix, "fix"],
		[ofPartner && !HOPELESS.includes(row.code), "retry"],
		[open > 0 && category === "gap", "request"],
		[ofPartner && !!detail?.sample_id && !HOPELESS.includes(row.code), "edit"],
		[!resolved && state !== "in_progress", "start"],
		[[
			"new",
			"regressed",
			"snoozed"
		].includes(state), "acknowledge"],
		[!resolved && state !== "waiting", "wait"],
		[!resolved && state !== "snoozed", "snooze"],
		[!resolved && category === "dead", "resolve"],
		[ofPartner, "discard"],
		[open > 0 && category === "gap", "dismiss"]
	].filter(([is]) => is).map(([, name]) => ({
		...action(name),
		...name === "fix" && { label: detail?.fix ?? "" }
	}));
}
/** What can be done about many at once. */
function actionsForMany() {
	return [
		"retry",
		"acknowledge",
		"start",
		"wait",
		"snooze",
		"discard"
	].map(action);
}
function action(name) {
	return {
		name,
		...{
			fix: {
				label: _t("Map it"),
				hint: _t("Tell Odoo what the partner's word means, then retry"),
				icon: "fa-link",
				key: "f"
			},
			retry: {
				label: _t("Retry…"),
				hint: _t("Shows first what would become of the events and of stock"),
				icon: "fa-repeat",
				key: "r"
			},
			request: {
				label: _t("Request again"),
				hint: _t("Asks the partner to send the missing events again"),
				icon: "fa-reply",
				key: "r"
			},
			edit: {
				label: _t("Edit and retry…"),
				hint: _t("Correct the latest event; what the partner sent is kept"),
				icon: "fa-pencil",
				key: "e"
			},
			start: {
				label: _t("Take on"),
				hint: _t("You are its owner, unless it has one, and it is in progress"),
				icon: "fa-hand-paper-o",
				key: "t"
			},
			acknowledge: {
				label: _t("Acknowledge"),
				hint: _t("Say that it was seen"),
				icon: "fa-eye",
				key: "a"
			},
			wait: {
				label: _t("Waiting for others"),
				hint: _t("Somebody else has to do something first"),
				icon: "fa-hourglass-half",
				key: "w"
			},
			snooze: {
				label: _t("Snooze until worse"),
				hint: _t("It comes back with twice as many events, or when it is more severe"),
				icon: "fa-bell-slash-o",
				key: "s"
			},
			resolve: {
				label: _t("Resolve"),
				hint: _t("Close it; should it come back, it shows as such"),
				icon: "fa-check",
				key: "c"
			},
			discard: {
				label: _t("Discard…"),
				hint: _t("Close the events without effect, for a reason; can be taken back"),
				icon: "fa-trash-o",
				key: "d"
			},
			dismiss: {
				label: _t("Dismiss gaps"),
				hint: _t("The missing events will not come"),
				icon: "fa-times",
				key: "d"
			}
		}[name]
	};
}
/** The keys of the page, by what they are for. */
function shortcutGroups() {
	return [
		{
			title: _t("Move"),
			keys: [
				["j  k", _t("next and previous row")],
				["Enter", _t("open the row")],
				["Esc", _t("close, then clear the selection")],
				["n", _t("show what is new")],
				["/", _t("search")],
				["g t", _t("go to the tower")],
				["g c", _t("go to the connections")]
			]
		},
		{
			title: _t("Choose"),
			keys: [["x", _t("select the row")], ["*", _t("select all on screen, then all that match")]]
		},
		{
			title: _t("Act on the selection, else on the row"),
			keys: [...[
				"acknowledge",
				"start",
				"wait",
				"snooze",
				"retry",
				"edit",
				"fix",
				"discard"
			].map((name) => [action(name).key, action(name).label]), ["u", _t("undo what you did last")]]
		}
	];
}
// src/services/exceptions_api.ts
var MODEL$4 = "stock.tower.exception";
var BULK = "stock.tower.bulk";
function createExceptionsApi(orm) {
	const ask = (method, kwargs) => orm.silent.call(MODEL$4, method, [], kwargs);
	const of = (model, method, id, kwargs = {}) => orm.silent.call(model, method, [[id]], kwargs);
	return {
		page: (query, limit, shown) => ask("inbox_page", {
			query,
			limit,
			shown
		}),
		detail: (id) => ask("inbox_detail", { exception_id: id }),
		owners: () => ask("inbox_owners", {}),
		act: (action, chosen, ownerId = null) => ask("inbox_act", {
			action,
			...chosen,
			owner_id: ownerId
		}),
		undo: (steps) => ask("inbox_undo", { step_ids: steps }),
		plan: (action, chosen) => ask("inbox_plan", {
			action,
			...chosen
		}),
		bulk: (id) => of(BULK, "brief", id),
		begin: (id, reason) => of(BULK, "begin", id, { reason }),
		stop: (id) => of(BULK, "stop", id),
		undoBulk: (id) => of(BULK, "undo", id),
		requestGaps: (id) => of(MODEL$4, "action_request_gaps", id),
		dismissGaps: (id) => of(MODEL$4, "action_dismiss_gaps", id),
		listAction: (list, id) => of(MODEL$4, list, id),
		editAction: (inboxId) => of("stock.tower.inbox", "action_edit", inboxId),
		eventAction: (inboxId) => ({
			type: "ir.actions.act_window",
			res_model: "stock.tower.inbox",
			res_id: inboxId,
			views: [[false, "form"]]
		}),
		bulkListAction: (list, id) => of(BULK, list, id),
		inboxAction: (query) => ask("action_inbox_list", { query }),
		ordersAction: (query) => ask("action_inbox_orders", { query })
	};
}
// src/stores/bulk_store.ts
/** Often enough to see it move, seldom enough not to slow it down. */
var LOOK_MS = 1e3;
/** One bulk action in view: planned, running, or done. */
var BulkStore = class {
	bulk = null;
	/** The server works on the plan or an answer. */
	busy = false;
	failure = null;
	api;
	timer;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	get shown() {
		return this.busy || this.bulk !== null || this.failure !== null;
	}
	plan(action, chosen) {
		this.bulk = null;
		return this.ask(() => this.api.plan(action, chosen));
	}
	begin(reason) {
		return this.ask((id) => this.api.begin(id, reason));
	}
	stop() {
		return this.ask((id) => this.api.stop(id));
	}
	undo() {
		return this.ask((id) => this.api.undoBulk(id));
	}
	/** Takes it out of view; what runs goes on. */
	close() {
		clearTimeout(this.timer);
		this.bulk = this.failure = null;
		this.busy = false;
	}
	async ask(question) {
		clearTimeout(this.timer);
		this.busy = true;
		this.failure = null;
		try {
			this.bulk = (0, _odoo_owl.markRaw)(await question(this.bulk?.id ?? 0));
		} catch (error) {
			this.failure = reasonOf(error);
		}
		this.busy = false;
		this.watch();
	}
	watch() {
		const { bulk } = this;
		if (bulk?.state !== "running") return;
		this.timer = setTimeout(() => void this.look(bulk.id), LOOK_MS);
	}
	async look(id) {
		try {
			const bulk = await this.api.bulk(id);
			if (id !== this.bulk?.id) return;
			this.bulk = (0, _odoo_owl.markRaw)(bulk);
			this.failure = null;
		} catch (error) {
			this.failure = reasonOf(error);
		}
		this.watch();
	}
};
function createBulkStore(api) {
	return (0, _odoo_owl.reactive)(new BulkStore(api));
}
// src/stores/exception_store.ts
/** The one exception that is open beside the list. */
var ExceptionStore = class {
	id = null;
	detail = null;
	failure = null;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	/** @param id null closes it */
	async open(id) {
		if (id !== this.id) this.detail = this.failure = null;
		this.id = id;
		await this.refresh();
	}
	async refresh() {
		const { id } = this;
		if (id === null) return;
		try {
			const detail = await this.api.detail(id);
			if (id !== this.id) return;
			this.detail = (0, _odoo_owl.markRaw)(detail);
			this.failure = null;
		} catch (error) {
			if (id === this.id) this.failure = reasonOf(error);
		}
	}
};
function createExceptionStore(api) {
	return (0, _odoo_owl.reactive)(new ExceptionStore(api));
}
// src/stores/triage_store.ts
/** Rows asked for at first, and more each time the end comes into view. */
var PAGE = 60;
var MAX_ROWS$1 = 500;
/**
* The inbox. Rows on screen keep their place while the user works in the list:
* their figures are renewed where they are, what is new waits behind a banner.
*/
var TriageStore = class {
	query = { ...ALL };
	page = null;
	rows = (0, _odoo_owl.markRaw)([]);
	/** Rows on screen that the query does not show any more, by id. */
	left = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Set());
	/** Number of rows that would be new on screen. */
	unseen = 0;
	selected = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Set());
	/** All rows of the query are chosen, those not on screen as well. */
	allSelected = false;
	/** Where the keyboard is. */
	cursorId = null;
	/** The user points at the list or works in it: nothing may jump. */
	busy = false;
	live;
	limit = PAGE;
	generation = 0;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
	}
	async setQuery(change) {
		this.query = {
			...this.query,
			...change
		};
		this.limit = PAGE;
		this.clearSelection();
		this.cursorId = null;
		this.generation += 1;
		await this.read(true);
	}
	/** Reads anew; the rows stay where they are while the user works in the list. */
	async refresh() {
		await this.read(false);
	}
	/** Puts everything in its present order. */
	async showUnseen() {
		await this.read(true);
	}
	/** The end of the list is in view. */
	async showMore() {
		if (!this.page || this.rows.length >= Math.min(this.page.count, MAX_ROWS$1)) return;
		if (this.limit > this.rows.length) return;
		this.limit = Math.min(MAX_ROWS$1, this.limit + PAGE);
		await this.read(true);
	}
	setBusy(busy) {
		this.busy = busy;
	}
	tick(now) {
		this.live.tick(now);
	}
	toggle(id) {
		const selected = new Set(this.selected);
		if (!selected.delete(id)) selected.add(id);
		this.selected = (0, _odoo_owl.markRaw)(selected);
		this.allSelected = false;
	}
	/** Chooses the rows on screen; done once more, all that the query shows. */
	selectAll() {
		const onScreen = this.rows.filter(({ id }) => !this.left.has(id)).map(({ id }) => id);
		const again = onScreen.length > 0 && onScreen.every((id) => this.selected.has(id));
		this.selected = (0, _odoo_owl.markRaw)(new Set(onScreen));
		this.allSelected = again || onScreen.length === this.page?.count;
	}
	clearSelection() {
		this.selected = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Set());
		this.allSelected = false;
	}
	get selectedCount() {
		return this.allSelected ? this.page?.count ?? 0 : this.selected.size;
	}
	/** What an action is about: the selection, else the row of the keyboard. */
	get chosen() {
		if (this.allSelected) return { query: { ...this.query } };
		if (this.selected.size) return { ids: [...this.selected] };
		return this.cursorId === null ? null : { ids: [this.cursorId] };
	}
	/** Moves by rows; returns the row it is on. */
	move(step) {
		const at = this.rows.findIndex(({ id }) => id === this.cursorId);
		const next = at < 0 ? step > 0 ? 0 : this.rows.length - 1 : at + step;
		const row = this.rows[Math.max(0, Math.min(next, this.rows.length - 1))];
		this.cursorId = row?.id ?? null;
		return this.cursorId;
	}
	setCursor(id) {
		this.cursorId = id;
	}
	async read(reorder) {
		const question = this.generation;
		try {
			const shown = this.rows.map(({ id }) => id);
			const page = await this.api.page({ ...this.query }, this.limit, shown);
			if (question === this.generation) this.accept(page, reorder || !this.busy);
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	accept(page, reorder) {
		this.live.recordRead(page.at, "0", Date.now());
		this.page = (0, _odoo_owl.markRaw)(page);
		if (reorder || !this.rows.length) {
			this.rows = (0, _odoo_owl.markRaw)(page.rows.map((row) => (0, _odoo_owl.markRaw)(row)));
			this.left = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Set());
			this.unseen = 0;
		} else {
			const fresh = new Map([...page.others, ...page.rows].map((row) => [row.id, row]));
			const known = new Set(this.rows.map(({ id }) => id));
			this.rows = (0, _odoo_owl.markRaw)(this.rows.map((row) => (0, _odoo_owl.markRaw)(fresh.get(row.id) ?? row)));
			const inQuery = new Set(page.rows.map(({ id }) => id));
			this.left = (0, _odoo_owl.markRaw)(new Set([...known].filter((id) => !inQuery.has(id))));
			this.unseen = page.rows.filter(({ id }) => !known.has(id)).length;
		}
		const ids = new Set(this.rows.map(({ id }) => id));
		if ([...this.selected].some((id) => !ids.has(id))) this.selected = (0, _odoo_owl.markRaw)(new Set([...this.selected].filter((id) => ids.has(id))));
	}
};
function createTriageStore(api) {
	return (0, _odoo_owl.reactive)(new TriageStore(api));
}
// src/pages/exceptions/deeds.ts
/** What the page does when somebody decides; each deed says what came of it. */
var Deeds = class {
	world;
	/** Steps of the last deed, while they can be taken back. */
	undoable = [];
	constructor(world) {
		this.world = world;
	}
	/** Does one thing to what is chosen, or to the one that is open. */
	async act(name, chosen) {
		if (name === "retry" || name === "discard") return this.world.bulk.plan(name, chosen);
		if (name === "request" || name === "dismiss" || name === "fix" || name === "edit") return this.actOnOne(name);
		await this.set(name, chosen);
	}
	async assign(ownerId, chosen) {
		await this.set("assign", chosen, ownerId);
	}
	async undo() {
		const steps = this.undoable;
		this.undoable = [];
		if (!steps.length) return;
		await this.guard(async () => {
			const count = await this.world.api.undo(steps);
			this.say(count ? _t("Taken back: %s", formatCount(count)) : _t("Somebody has gone on since; nothing was taken back"));
		});
	}
	async set(act, chosen, ownerId = null) {
		await this.guard(async () => {
			const done = await this.world.api.act(act, chosen, ownerId);
			this.undoable = done.undo;
			this.world.triage.clearSelection();
			this.tell(act, done);
		});
	}
	tell(act, { done, left, undo }) {
		const words = {
			acknowledge: _t("Acknowledged: %s", formatCount(done)),
			start: _t("In progress: %s", formatCount(done)),
			wait: _t("Waiting for others: %s", formatCount(done)),
			snooze: _t("Snoozed until worse: %s", formatCount(done)),
			resolve: _t("Resolved: %s", formatCount(done)),
			assign: _t("Owner set: %s", formatCount(done))
		};
		const unchanged = left ? _t("%s stay as they are", formatCount(left)) : "";
		const text = done ? [words[act], unchanged].filter(Boolean).join(". ") : _t("Nothing to change");
		this.say(text, undo.length > 0);
	}
	say(text, canUndo = false) {
		const { notification } = this.world.services;
		const close = notification.add(text, {
			type: "success",
			buttons: canUndo ? [{
				name: _t("Undo"),
				primary: true,
				onClick: () => {
					close();
					this.undo();
				}
			}] : []
		});
	}
	async actOnOne(name) {
		const { api, open, services } = this.world;
		const { id, detail } = open;
		if (id === null) return;
		if (name === "dismiss") services.dialog.add(_web_core_confirmation_dialog_confirmation_dialog.ConfirmationDialog, {
			title: _t("Dismiss the gaps?"),
			body: _t("The missing events will not come, and their stock is not booked. This stays."),
			confirmLabel: _t("Dismiss"),
			confirm: () => this.guard(() => api.dismissGaps(id)),
			cancel: () => void 0
		});
		else if (name === "request") await this.guard(async () => {
			await api.requestGaps(id);
			this.say(_t("The partner was asked to send them again"));
		});
		else {
			const sample = detail?.sample_id;
			if (name === "edit" && !sample) return;
			const action = await (name === "fix" ? api.listAction("action_fix", id) : api.editAction(Number(sample)));
			await services.action.doAction(action, { onClose: () => void this.renew() });
		}
	}
	/** Shows what the server says against it, and what is so by now. */
	async guard(deed) {
		try {
			await deed();
		} catch (error) {
			this.world.services.notification.add(reasonOf(error), { type: "danger" });
		}
		await this.renew();
	}
	async renew() {
		await Promise.all([this.world.triage.refresh(), this.world.open.refresh()]);
	}
};
// src/pages/exceptions/empty_words.ts
/** Why nothing is listed: never a blank list, which could mean that something is broken. */
function emptyWords(query, page) {
	if (query.search || query.severity || query.partner) return {
		title: _t("Nothing matches"),
		text: _t("No exception in “%s” fits the search and filters.", viewLabel(query.view))
	};
	if (query.view !== ALL.view) return {
		title: _t("Nothing in “%s”", viewLabel(query.view)),
		text: _t("To do: %s", page?.views.todo ?? 0)
	};
	return {
		title: _t("Nothing needs you"),
		text: _t("Every event that could not take effect, and every number that did not come, appears here within seconds: once for all that have the same thing wrong with them.")
	};
}
// src/pages/exceptions/shortcuts.ts
var KEYS = [
	["a", "acknowledge"],
	["t", "start"],
	["w", "wait"],
	["s", "snooze"],
	["c", "resolve"]
];
/** These are about the one that is open, and mean what its buttons say. */
var OPEN_KEYS = [
	"r",
	"d",
	"e",
	"f"
];
/** What each key does; `lib/triage_actions.ts` lists them for people. */
function pageShortcuts(page) {
	const move = (step) => {
		const id = page.triage.move(step);
		if (page.open.id !== null && id !== null) page.openOne(id, true);
	};
	const shortcuts = {
		j: () => move(1),
		k: () => move(-1),
		ArrowDown: () => move(1),
		ArrowUp: () => move(-1),
		Enter: () => void (page.triage.cursorId !== null && page.openOne(page.triage.cursorId)),
		Escape: () => leave(page),
		x: () => page.triage.cursorId !== null && page.triage.toggle(page.triage.cursorId),
		"*": () => page.triage.selectAll(),
		n: () => void page.triage.showUnseen(),
		u: () => void page.deeds.undo(),
		"/": () => page.focusSearch(),
		"?": () => page.showHelp(),
		"g t": () => void page.services.action.doAction("stock_control_tower.action_tower"),
		"g c": () => void page.services.action.doAction("stock_control_tower.action_connections")
	};
	for (const [key, name] of KEYS) shortcuts[key] = () => void page.act(name);
	for (const key of OPEN_KEYS) shortcuts[key] = () => {
		const many = page.triage.selected.size > 0 || page.triage.allSelected;
		const action = (many ? page.manyActions : page.actions).find((one) => one.key === key);
		if (action) many ? page.act(action.name) : page.actOnOpen(action.name);
		else if (key === "r" || key === "d") page.act(key === "r" ? "retry" : "discard");
	};
	return shortcuts;
}
/** One step back: the plan, the open one, the selection. */
function leave(page) {
	if (page.bulk.shown) page.bulk.close();
	else if (page.open.id !== null) page.openOne(null);
	else page.triage.clearSelection();
}
// src/pages/exceptions/exceptions_page.ts
/** What needs somebody: the inbox of causes, and each of them on one screen. */
var ExceptionsPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ExceptionsPage";
	static components = {
		ActionButtons,
		BulkPanel,
		ChoiceTabs,
		ExceptionList,
		ExceptionPanel,
		FreshnessBadge,
		Layout: _web_search_layout.Layout,
		TriageFilters
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Exceptions");
	static path = "exceptions";
	display = { controlPanel: {} };
	people = (0, _odoo_owl.useState)({ owners: [] });
	root = (0, _odoo_owl.useRef)("root");
	setup() {
		this.api = createExceptionsApi((0, _web_core_utils_hooks.useService)("orm"));
		this.services = {
			action: (0, _web_core_utils_hooks.useService)("action"),
			dialog: (0, _web_core_utils_hooks.useService)("dialog"),
			notification: (0, _web_core_utils_hooks.useService)("notification")
		};
		const [triage, open] = [createTriageStore(this.api), createExceptionStore(this.api)];
		const bulk = createBulkStore(this.api);
		this.triage = (0, _odoo_owl.useState)(triage);
		this.open = (0, _odoo_owl.useState)(open);
		this.bulk = (0, _odoo_owl.useState)(bulk);
		this.deeds = new Deeds({
			api: this.api,
			triage,
			open,
			bulk,
			services: this.services
		});
		this.url = useUrlState(this.props, QUERY_NAMES);
		triage.query = queryFrom(this.url.initial);
		open.id = triage.cursorId = Number(this.url.initial.resId) || null;
		const both = {
			live: triage.live,
			refresh: () => Promise.all([triage.refresh(), open.refresh()]).then(() => void 0),
			tick: (now) => triage.tick(now)
		};
		this.refresh = useLiveUpdates(both, (0, _web_core_utils_hooks.useService)("bus_service"), ["exceptions"]).refresh;
		useShortcuts(pageShortcuts(this));
		(0, _web_core_commands_command_hook.useCommand)(_t("Exceptions: retry what is chosen"), () => void this.act("retry"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Exceptions: acknowledge what is chosen"), () => void this.act("acknowledge"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Exceptions: take on what is chosen"), () => void this.act("start"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Exceptions: keyboard shortcuts"), () => this.showHelp());
		(0, _odoo_owl.onWillUnmount)(() => bulk.close());
		this.api.owners().then((owners) => this.people.owners = owners);
	}
	get tabs() {
		const views = this.triage.page?.views;
		return VIEWS$1.map((name) => ({
			name,
			label: viewLabel(name),
			count: views?.[name] ?? null
		}));
	}
	get canAct() {
		return this.triage.page?.can_act ?? false;
	}
	/** The server's clock to the half minute, so that rows are drawn seldom. */
	get now() {
		return Math.floor(this.triage.live.serverNow / 3e4) * 3e4;
	}
	get empty() {
		return emptyWords(this.triage.query, this.triage.page);
	}
	get manyActions() {
		return this.triage.selectedCount ? actionsForMany() : [];
	}
	get actions() {
		const { detail } = this.open;
		return detail ? actionsFor(detail, detail) : [];
	}
	get ordersText() {
		const count = this.triage.page?.at_risk.orders ?? 0;
		return count === 1 ? _t("1 order") : _t("%s orders", formatCount(count));
	}
	async show(change) {
		const read = this.triage.setQuery(change);
		this.pushUrl();
		await read;
	}
	/** @param settle a walk by keyboard: one step of the history where it ends */
	async openOne(id, settle = false) {
		this.bulk.close();
		if (id !== null) this.triage.setCursor(id);
		else this.focusRow(this.open.id);
		const read = this.open.open(id);
		this.pushUrl(settle);
		await read;
	}
	async openPart(id, part) {
		if (part === "detail") return this.openOne(id);
		const events = this.row(id)?.category === "gap" ? "action_open_gaps" : "action_open_events";
		const list = part === "orders" ? "action_open_pickings" : events;
		await this.go(this.api.listAction(list, id));
	}
	async go(action) {
		await this.services.action.doAction(await action);
	}
	row(id) {
		return this.triage.rows.find((row) => row.id === id);
	}
	showHelp() {
		this.services.dialog.add(ShortcutHelp, {
			groups: shortcutGroups(),
			on: shortcutsOn(),
			onSwitch: setShortcutsOn
		});
	}
	focusSearch() {
		this.root.el?.querySelector("input[type=search]")?.focus();
	}
	/** Whoever works by keyboard goes on where the panel was opened. */
	focusRow(id) {
		this.root.el?.querySelector(`[data-exception="${id}"] a`)?.focus();
	}
	/** To the selection, else to the row of the keyboard or the one that is open. */
	async act(name) {
		const { chosen } = this.triage;
		if (chosen && this.canAct) await this.deeds.act(name, chosen);
	}
	/** To the one that is open. */
	async actOnOpen(name) {
		const { id } = this.open;
		if (id !== null) await this.deeds.act(name, { ids: [id] });
	}
	async assign(ownerId) {
		const { id } = this.open;
		if (id !== null) await this.deeds.assign(ownerId, { ids: [id] });
	}
	pushUrl(settle = false) {
		const { id } = this.open;
		this.url.show({
			...urlOf(this.triage.query),
			resId: id ?? void 0
		}, settle);
	}
};
// src/lib/counting.ts
/** Nobody counts as many by hand: so many digits are a code that went into the field. */
var CODE_DIGITS = 8;
function idOf(key) {
	return [
		key.product_id,
		key.lot_id,
		key.package_id,
		key.owner_id
	].map(Number).join("-");
}
function keyOf$2(line) {
	const { product_id, location_id, lot_id, package_id, owner_id } = line;
	return {
		product_id,
		location_id,
		lot_id,
		package_id,
		owner_id
	};
}
function newLine(line) {
	return {
		...line,
		counted: null,
		moved: null,
		posted: null,
		busy: false
	};
}
/** Posted, and not begun again. */
function isDone({ posted, counted, moved }) {
	return posted !== null && counted === null && moved === null;
}
/** The figure that stands in the field; less than nothing cannot be counted. */
function figureOf(line) {
	return line.counted ?? Math.max(0, Number(line.expected));
}
/** The figure after one press on + or −. */
function stepped(line, by, decimals) {
	return within(line, figureOf(line) + by, decimals);
}
/** The figure after a scan: scans count up from nothing. */
function scanned(line, quantity, decimals) {
	return within(line, (line.counted ?? 0) + quantity, decimals);
}
function within(line, value, decimals) {
	const most = line.tracking === "serial" ? 1 : Infinity;
	return Number(Math.min(most, Math.max(0, value)).toFixed(decimals));
}
/** A quantity as a decimal string, as the server takes it. */
function exactly(value, decimals) {
	return String(Number(value.toFixed(decimals)));
}
/** Whether what was typed into a quantity is a scanned code instead. */
function isCode(text, parse) {
	if (text.replace(/\D/g, "").length >= CODE_DIGITS) return true;
	try {
		return !Number.isFinite(parse(text));
	} catch {
		return true;
	}
}
/**
* What is counted, held against what Odoo has by now. Whoever has begun a line keeps the
* figure that he began with: where it is another by now, the line says so.
*/
function merged(lines, fresh) {
	const now = new Map(fresh.map((line) => [idOf(line), line]));
	const kept = [];
	for (const line of lines) {
		const found = now.get(idOf(line));
		now.delete(idOf(line));
		const expected = found?.expected ?? "0";
		if (line.counted !== null || line.busy) kept.push({
			...line,
			moved: expected === line.expected ? null : expected
		});
		else if (found || line.posted !== null) kept.push({
			...line,
			...found,
			expected
		});
	}
	return [...kept, ...[...now.values()].map(newLine)];
}
/** Which lines a scanned item or lot can be; loose goods come before packed ones. */
function candidates(lines, found) {
	const same = lines.filter(({ product_id, lot_id }) => product_id === found.product_id && (found.lot_id === null || lot_id === found.lot_id));
	const loose = same.filter(({ package_id, owner_id }) => !package_id && !owner_id);
	return loose.length ? loose : same;
}
// src/lib/count_words.ts
function viewTitle(view, place = "") {
	return {
		start: _t("Floor"),
		receiving: _t("Receiving exceptions"),
		picking: _t("Picking exceptions"),
		count: place || _t("Count a place")
	}[view];
}
/** What is on a line, with its lot, package and owner. */
function nameOf(line) {
	return [
		line.product,
		line.lot,
		line.package
	].filter(Boolean).join(", ");
}
/** How a line stands: what is expected, what was posted, or what Odoo has by now. */
function standingWords(line, decimals) {
	const figure = formatDecimal(line.expected, decimals);
	const { uom: unit } = line;
	if (line.moved !== null) return _t("Moved meanwhile: Odoo has %(now)s now, it had %(before)s", {
		now: formatDecimal(line.moved, decimals),
		before: figure
	});
	return isDone(line) ? _t("Counted: %(figure)s %(unit)s", {
		figure,
		unit
	}) : _t("Odoo expects %(figure)s %(unit)s", {
		figure,
		unit
	});
}
function progressWords(done, all) {
	return _t("%(done)s of %(all)s counted", {
		done: formatCount(done),
		all: formatCount(all)
	});
}
/** What confirms the lines that nobody has touched. */
function restWords(untouched, all) {
	const count = formatCount(untouched);
	return untouched === all ? _t("All %s are right", count) : _t("The other %s are right", count);
}
function ownerWords(owner) {
	return _t("belongs to %s", owner);
}
function ordersWords(count) {
	return count === 1 ? _t("holds up 1 transfer") : _t("holds up %s transfers", formatCount(count));
}
function moreWords(left) {
	return _t("Show more (%s left)", formatCount(left));
}
/** What pressing the line's button does. */
function buttonWords(line, decimals) {
	if (line.moved !== null) return _t("Count anew");
	if (isDone(line)) return _t("Count again");
	const figure = formatQuantity(figureOf(line), decimals);
	const difference = figureOf(line) - Number(line.expected);
	if (!difference) return _t("%s is right", figure);
	const size = formatQuantity(Math.abs(difference), decimals);
	return difference > 0 ? _t("Post %(figure)s: %(size)s more", {
		figure,
		size
	}) : _t("Post %(figure)s: %(size)s missing", {
		figure,
		size
	});
}
function addedWords(line, quantity, decimals) {
	const facts = {
		quantity: formatQuantity(quantity, decimals),
		item: nameOf(line),
		counted: formatQuantity(line.counted ?? 0, decimals),
		expected: formatDecimal(line.expected, decimals)
	};
	return {
		tone: (line.counted ?? 0) > Number(line.expected) ? "attention" : "good",
		text: _t("+%(quantity)s %(item)s: %(counted)s counted, %(expected)s expected", facts)
	};
}
function postedWords(line, decimals) {
	return {
		tone: "good",
		text: _t("Posted: Odoo has %(figure)s of %(item)s", {
			figure: formatDecimal(line.posted ?? "0", decimals),
			item: nameOf(line)
		})
	};
}
function confirmedWords(count) {
	return {
		tone: "good",
		text: _t("Posted: %s lines, each as expected", formatCount(count))
	};
}
function movedWords(line, decimals) {
	return {
		tone: "attention",
		text: _t("Not posted: %(item)s moved while you counted. Odoo has %(now)s now, it had %(before)s. Count it anew.", {
			item: nameOf(line),
			now: formatDecimal(line.moved ?? "0", decimals),
			before: formatDecimal(line.expected, decimals)
		})
	};
}
function unknownWords(code, warehouse) {
	return {
		tone: "trouble",
		text: _t("“%(code)s” is no place, item, lot or package in %(warehouse)s. Nothing was changed: scan again, or type it.", {
			code,
			warehouse
		})
	};
}
function unclearWords(code, count) {
	return {
		tone: "info",
		text: _t("“%(code)s” can be %(count)s things: choose one", {
			code,
			count: formatCount(count)
		})
	};
}
/** Why a code that is known counts nothing here. */
function notHereWords(found) {
	if (found.kind === "package") return {
		tone: "info",
		text: _t("%(package)s is at %(place)s", {
			package: found.name,
			place: found.note || _t("no place")
		})
	};
	return {
		tone: "info",
		text: _t("%s is an item. Scan the place where it lies first.", found.name)
	};
}
function lotMissingWords(found) {
	return {
		tone: "attention",
		text: _t("%s is counted by lot or serial number. Scan that label.", found.name)
	};
}
function emptyCards(side, warehouse) {
	return {
		title: side === "receiving" ? _t("Nothing stands in the way of receiving in %s", warehouse) : _t("Nothing stands in the way of picking in %s", warehouse),
		text: _t("What partners report and Odoo cannot apply appears here within seconds.")
	};
}
// src/components/count_line/count_line.ts
/** One line of a place: what is expected, what was counted, and one button that posts it. */
var CountLineItem = class extends _odoo_owl.Component {
	static template = "stock_control_tower.CountLineItem";
	static props = {
		line: Object,
		decimals: Number,
		mayCount: Boolean,
		last: Boolean,
		onStep: Function,
		onType: Function,
		onPress: Function,
		onScan: Function
	};
	ownerWords = ownerWords;
	root = (0, _odoo_owl.useRef)("root");
	button = (0, _odoo_owl.useRef)("button");
	setup() {
		(0, _odoo_owl.useEffect)((last) => {
			if (last) this.root.el?.scrollIntoView({ block: "nearest" });
		}, () => [this.props.last]);
	}
	get id() {
		return idOf(this.props.line);
	}
	get name() {
		return nameOf(this.props.line);
	}
	get figure() {
		return formatQuantity(figureOf(this.props.line), this.props.decimals);
	}
	get standing() {
		return standingWords(this.props.line, this.props.decimals);
	}
	get words() {
		return buttonWords(this.props.line, this.props.decimals);
	}
	get done() {
		return isDone(this.props.line);
	}
	/** As it stands the field may be changed: not while it is sent, nor once it is done. */
	get fixed() {
		const { busy, moved } = this.props.line;
		return busy || moved !== null || this.done;
	}
	onChange(event) {
		const field = event.target;
		const text = field.value.trim();
		field.value = this.figure;
		if (!text || text === this.figure) return;
		if (isCode(text, _web_views_fields_parsers.parseFloat)) this.props.onScan(text);
		else this.props.onType(this.id, (0, _web_views_fields_parsers.parseFloat)(text));
	}
	/** Enter leads on to the button, and what comes next is not typed into this line. */
	onEnter(event) {
		event.preventDefault();
		this.button.el?.focus();
	}
	select(event) {
		event.target.select();
	}
};
// src/components/count_place/count_place.ts
/** What lies at a place, to be counted line by line. */
var CountPlace = class extends _odoo_owl.Component {
	static template = "stock_control_tower.CountPlace";
	static components = {
		CountLineItem,
		EmptyState
	};
	static props = {
		count: Object,
		mayCount: Boolean,
		onScan: Function
	};
	progressWords = progressWords;
	restWords = restWords;
	idOf = idOf;
};
// src/components/floor_cards/floor_cards.ts
/** What needs somebody on one side of the house: what it is, and what to do. */
var FloorCards = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FloorCards";
	static components = {
		EmptyState,
		Pill
	};
	static props = {
		side: String,
		cards: { type: [Object, { value: null }] },
		warehouse: String,
		now: Number,
		onOpen: Function,
		onMore: Function
	};
	ordersWords = ordersWords;
	moreWords = moreWords;
	formatMoment = formatMoment;
	get empty() {
		return emptyCards(this.props.side, this.props.warehouse);
	}
	get left() {
		const { cards } = this.props;
		return cards ? cards.count - cards.rows.length : 0;
	}
	looks(card) {
		return [severityLook(card.severity), stateLook(card.state)];
	}
	events(card) {
		return countWords({
			category: "refused",
			open_count: card.open_count,
			total_count: 0
		});
	}
	age(card) {
		return ageOf(card.last_seen, this.props.now);
	}
	onClick(event, card) {
		if (event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		this.props.onOpen(card.id);
	}
};
// src/components/floor_tiles/floor_tiles.ts
/** The ways from the first screen; a number is the length of the list behind it. */
var FloorTiles = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FloorTiles";
	static props = {
		counts: { type: [Object, { value: null }] },
		onOpen: Function
	};
	get tiles() {
		return [this.side("receiving", "fa-sign-in"), this.side("picking", "fa-sign-out")];
	}
	side(view, icon) {
		const count = this.props.counts?.[view];
		return {
			view,
			icon,
			title: viewTitle(view),
			figure: count === void 0 ? "" : formatCount(count),
			trouble: Boolean(count)
		};
	}
};
// src/components/scan_bar/scan_bar.ts
/** Where a code is typed; a scanner needs no field, and may use this one too. */
var ScanBar = class extends _odoo_owl.Component {
	static template = "stock_control_tower.ScanBar";
	static props = { onScan: Function };
	input = (0, _odoo_owl.useRef)("input");
	onSubmit() {
		const field = this.input.el;
		const code = field?.value.trim();
		if (!field || !code) return;
		field.value = "";
		this.props.onScan(code);
	}
};
// src/services/floor_api.ts
var MODEL$3 = "stock.tower.floor";
function createFloorApi(orm) {
	const ask = (method, kwargs) => orm.silent.call(MODEL$3, method, [], kwargs);
	return {
		opening: (id) => ask("opening", { warehouse_id: id }),
		exceptions: (side, id, limit) => ask("exceptions", {
			side,
			warehouse_id: id,
			limit
		}),
		place: (id) => ask("place", { location_id: id }),
		line: (key) => ask("line", { key }),
		scan: (code, id, place) => ask("scan", {
			code,
			warehouse_id: id,
			location_id: place
		}),
		count: (key, expected, counted) => ask("count", {
			key,
			expected,
			counted
		})
	};
}
// src/services/count_drafts.ts
/** Counts begun on this device and not posted: a tablet that sleeps loses nothing. */
var DRAFTS = "stock_control_tower.floor_counts";
/** The next shift begins anew. */
var KEPT_MS = 432e5;
function keptCounts(locationId, now = Date.now()) {
	return read(now)[locationId]?.lines ?? [];
}
/** @param lines those begun; none: there is nothing to keep */
function keepCounts(locationId, lines, now = Date.now()) {
	const { [String(locationId)]: _old, ...drafts } = read(now);
	const begun = lines.map((line) => ({
		...line,
		busy: false
	}));
	const all = begun.length ? {
		...drafts,
		[locationId]: {
			at: now,
			lines: begun
		}
	} : drafts;
	localStorage.setItem(DRAFTS, JSON.stringify(all));
}
function read(now) {
	try {
		const drafts = JSON.parse(localStorage.getItem(DRAFTS) ?? "{}");
		return Object.fromEntries(Object.entries(drafts).filter(([, one]) => now - one.at < KEPT_MS));
	} catch {
		return {};
	}
}
// src/stores/count_store.ts
/** One place while it is counted. */
var CountStore = class {
	place = null;
	lines = [];
	/** The line that was last scanned or posted. */
	lastId = "";
	/** Of quantities; Odoo's setting. */
	decimals = 2;
	api;
	tell;
	constructor(api, tell) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.tell = tell;
	}
	/** @returns when it was read, on the server's clock; @throws what the server says */
	async open(locationId) {
		const before = this.place?.id;
		const place = await this.api.place(locationId);
		if (this.place?.id !== before) return place.at;
		const { id, name, warehouse_id, more } = place;
		const begun = this.place?.id === id ? this.lines : keptCounts(id);
		this.place = {
			id,
			name,
			warehouse_id,
			more
		};
		this.setLines(merged(begun, place.lines));
		return place.at;
	}
	close() {
		this.place = null;
		this.lines = [];
		this.lastId = "";
	}
	get done() {
		return this.lines.filter(isDone).length;
	}
	/** Lines that nobody has touched, and that one tap can confirm. */
	get untouched() {
		return this.lines.filter(({ counted, moved, posted, expected }) => counted === null && moved === null && posted === null && Number(expected) >= 0);
	}
	step(id, by) {
		this.change(id, (line) => ({ counted: stepped(line, by, this.decimals) }));
	}
	type(id, value) {
		this.change(id, (line) => ({ counted: stepped({
			...line,
			counted: value
		}, 0, this.decimals) }));
	}
	/** Begins a line again, from the figure that Odoo has now. */
	anew(id) {
		this.change(id, ({ moved, expected }) => ({
			expected: moved ?? expected,
			counted: null,
			moved: null,
			posted: null
		}));
	}
	/** What the line's button says: posts its count, or begins it again. */
	async press(id) {
		const line = this.line(id);
		if (!line || line.busy) return;
		if (line.moved !== null || isDone(line)) this.anew(id);
		else await this.post(line);
	}
	/** Confirms every line that nobody has touched; ends where one is not posted. */
	async confirmRest() {
		const lines = this.untouched;
		for (const line of lines) if (!await this.post(line)) return;
		this.tell(confirmedWords(lines.length));
	}
	/** @returns lines to choose from, where the label leaves it open */
	async add(found) {
		if (!this.place) {
			this.tell(notHereWords(found));
			return [];
		}
		const lines = candidates(this.lines, found);
		const unclear = found.tracking !== "none" && found.lot_id === null;
		if (unclear && !lines.length) this.tell(lotMissingWords(found));
		else if (unclear || lines.length > 1) return lines;
		else this.addTo(lines[0] ?? await this.newcomer(found), found.quantity);
		return [];
	}
	addTo(line, quantity) {
		const id = idOf(line);
		if (!this.line(id)) this.lines = [line, ...this.lines];
		this.change(id, (one) => ({
			counted: scanned(one, quantity, this.decimals),
			posted: null
		}));
		this.lastId = id;
		const now = this.line(id);
		if (now) this.tell(addedWords(now, quantity, this.decimals));
	}
	/** @returns whether there is something of it here */
	showPackage(packageId) {
		const line = this.lines.find(({ package_id }) => package_id === packageId);
		this.lastId = line ? idOf(line) : this.lastId;
		return line !== void 0;
	}
	async newcomer(found) {
		return newLine(await this.api.line({
			product_id: Number(found.product_id),
			location_id: Number(this.place?.id),
			lot_id: found.lot_id,
			package_id: null,
			owner_id: null
		}));
	}
	async post(line) {
		const id = idOf(line);
		const counted = exactly(figureOf(line), this.decimals);
		this.change(id, () => ({ busy: true }));
		try {
			const { posted, before, after } = await this.api.count(keyOf$2(line), line.expected, counted);
			const done = posted || before === counted;
			this.change(id, () => done ? {
				busy: false,
				expected: after,
				counted: null,
				moved: null,
				posted: after
			} : {
				busy: false,
				counted: Number(counted),
				moved: before
			});
			this.lastId = id;
			const now = this.line(id) ?? line;
			this.tell(done ? postedWords(now, this.decimals) : movedWords(now, this.decimals));
			return done;
		} catch (error) {
			this.change(id, () => ({ busy: false }));
			this.tell({
				tone: "trouble",
				text: reasonOf(error)
			});
			return false;
		}
	}
	line(id) {
		return this.lines.find((line) => idOf(line) === id);
	}
	change(id, how) {
		this.setLines(this.lines.map((line) => idOf(line) === id ? {
			...line,
			...how(line)
		} : line));
	}
	setLines(lines) {
		this.lines = lines;
		if (!this.place) return;
		keepCounts(this.place.id, lines.filter(({ counted }) => counted !== null));
	}
};
function createCountStore(api, tell) {
	return (0, _odoo_owl.reactive)(new CountStore(api, tell));
}
// src/stores/floor_store.ts
var CARDS = 30;
/** Floor mode: where somebody is in it, what stops the work, and what a scan does. */
var FloorStore = class {
	view = "start";
	warehouseId = null;
	opening = null;
	cards = null;
	/** The last word; its number makes a repeated one be read again. */
	said = null;
	choices = [];
	live;
	api;
	limit = CARDS;
	/** Scans come faster than answers; each waits for the one before it. */
	scans = Promise.resolve();
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
	}
	get warehouse() {
		const { warehouses = [] } = this.opening ?? {};
		return warehouses.find(({ id }) => id === this.warehouseId)?.name ?? "";
	}
	async refresh() {
		try {
			if (!this.opening || this.view === "start") await this.readOpening();
			if (this.view === "count") await this.readPlace();
			else if (this.view !== "start") await this.readCards();
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	tick(now) {
		this.live.tick(now);
	}
	/** Leaves what was said and asked: it was about another screen. */
	async show(view) {
		this.view = view;
		this.said = null;
		this.choices = [];
		this.cards = null;
		this.limit = CARDS;
		this.count.close();
		await this.refresh();
	}
	async setWarehouse(id) {
		this.warehouseId = id;
		this.opening = null;
		await this.show(this.view);
	}
	async showMore() {
		this.limit += 120;
		await this.refresh();
	}
	async openPlace(locationId) {
		this.view = "count";
		this.cards = null;
		if (this.count.place?.id !== locationId) this.count.close();
		try {
			const at = await this.count.open(locationId);
			this.warehouseId = this.count.place?.warehouse_id ?? this.warehouseId;
			this.live.recordRead(at, "0", Date.now());
			this.said = null;
		} catch (error) {
			this.tell({
				tone: "trouble",
				text: reasonOf(error)
			});
		}
	}
	tell(said) {
		this.said = {
			...said,
			number: (this.said?.number ?? 0) + 1
		};
	}
	/** Takes a code up, after those that came before it. */
	scan(code) {
		this.scans = this.scans.then(() => this.take(code));
		return this.scans;
	}
	choose({ found, line }) {
		return this.heed(found.name, async () => {
			if (line) this.count.addTo(line, found.quantity);
			else await this.follow(found, found.name);
		});
	}
	take(code) {
		return this.heed(code, async () => {
			if (!this.opening) await this.readOpening();
			const place = this.count.place?.id ?? null;
			const { found } = await this.api.scan(code, Number(this.warehouseId), place);
			const [only] = found;
			const choices = found.map((one) => ({
				name: one.name,
				note: one.note,
				found: one
			}));
			if (!only) this.tell(unknownWords(code, this.warehouse));
			else if (choices.length > 1) this.ask(code, choices);
			else await this.follow(only, code);
		});
	}
	/** What was asked before is over; what goes wrong is said with the code it was about. */
	async heed(code, deed) {
		this.choices = [];
		try {
			await deed();
		} catch (error) {
			this.tell({
				tone: "trouble",
				text: `${code}: ${reasonOf(error)}`
			});
		}
	}
	async follow(found, code) {
		if (found.kind === "location") return this.openPlace(found.id);
		if (found.kind === "package") {
			if (!this.count.showPackage(found.id)) this.tell(notHereWords(found));
			return;
		}
		const choices = (await this.count.add(found)).map((line) => ({
			name: nameOf(line),
			note: line.sku,
			found,
			line
		}));
		if (choices.length) this.ask(code, choices);
	}
	ask(code, choices) {
		this.choices = choices;
		this.tell(unclearWords(code, choices.length));
	}
	async readOpening() {
		const opening = await this.api.opening(this.warehouseId);
		this.opening = opening;
		if (!this.count.place) this.warehouseId = opening.warehouse_id;
		this.count.decimals = opening.decimals;
		this.live.recordRead(opening.at, "0", Date.now());
	}
	async readCards() {
		const { view, warehouseId } = this;
		if (warehouseId === null || view === "start" || view === "count") return;
		const cards = await this.api.exceptions(view, warehouseId, this.limit);
		if (this.view !== view || this.warehouseId !== warehouseId) return;
		this.cards = cards;
		this.live.recordRead(cards.at, "0", Date.now());
	}
	async readPlace() {
		const { place } = this.count;
		if (!place) return this.readOpening();
		this.live.recordRead(await this.count.open(place.id), "0", Date.now());
	}
};
function createFloorStore(api) {
	const store = (0, _odoo_owl.reactive)(new FloorStore(api));
	store.count = createCountStore(api, (said) => store.tell(said));
	return store;
}
// src/pages/floor/floor_page.ts
var VIEWS = [
	"start",
	"receiving",
	"picking",
	"count"
];
var ICONS$1 = {
	good: "fa-check-circle",
	info: "fa-info-circle",
	attention: "fa-exclamation-circle",
	trouble: "fa-exclamation-triangle"
};
/**
* The tower on the floor, for a tablet and a scanner: what stops receiving and picking, and
* counts. No single keys: a scanner types, and its letters would be commands.
*/
var FloorPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FloorPage";
	static components = {
		CountPlace,
		FloorCards,
		FloorTiles,
		FreshnessBadge,
		Layout: _web_search_layout.Layout,
		ScanBar
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Floor");
	static path = "tower-floor";
	display = { controlPanel: {} };
	title = (0, _odoo_owl.useRef)("title");
	choices = (0, _odoo_owl.useRef)("choices");
	icons = ICONS$1;
	setup() {
		this.services = {
			action: (0, _web_core_utils_hooks.useService)("action"),
			ui: (0, _web_core_utils_hooks.useService)("ui")
		};
		const store = createFloorStore(createFloorApi((0, _web_core_utils_hooks.useService)("orm")));
		this.store = (0, _odoo_owl.useState)(store);
		this.url = useUrlState(this.props, ["view", "warehouse"]);
		const { view, warehouse, resId } = this.url.initial;
		store.warehouseId = Number(warehouse) || keptWarehouse();
		store.view = VIEWS.find((one) => one === view) ?? (resId ? "count" : "start");
		if (store.view === "count" && resId) store.openPlace(Number(resId));
		const hints = useLiveUpdates(store, (0, _web_core_utils_hooks.useService)("bus_service"), ["changed", "exceptions"]);
		this.refresh = hints.refresh;
		(0, _web_core_utils_hooks.useBus)((0, _web_core_utils_hooks.useService)("barcode").bus, "barcode_scanned", ({ detail }) => {
			const code = detail?.barcode;
			if (typeof code === "string" && this.services.ui.activeElement === document) this.scan(code);
		});
		(0, _odoo_owl.useEffect)(() => this.url.show(this.where), () => [JSON.stringify(this.where)]);
		let shown = this.heading;
		(0, _odoo_owl.useEffect)((heading) => {
			if (heading !== shown) this.title.el?.focus();
			shown = heading;
		}, () => [this.heading]);
		(0, _odoo_owl.useEffect)(() => this.choices.el?.focus(), () => [this.store.choices]);
		(0, _web_core_commands_command_hook.useCommand)(_t("Floor: receiving exceptions"), () => this.show("receiving"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Floor: picking exceptions"), () => this.show("picking"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Floor: count a place"), () => this.show("count"));
	}
	get where() {
		const { view, warehouseId, count } = this.store;
		return {
			view: view === "start" ? void 0 : view,
			warehouse: warehouseId ?? void 0,
			resId: count.place?.id
		};
	}
	get heading() {
		return viewTitle(this.store.view, this.store.count.place?.name);
	}
	/** From a place to the next one, from there to the first screen. */
	get back() {
		const { view, count } = this.store;
		if (view === "start") return null;
		return count.place ? "count" : "start";
	}
	get now() {
		return Math.floor(this.store.live.serverNow / 3e4) * 3e4;
	}
	show(view) {
		this.store.show(view);
	}
	scan(code) {
		this.store.scan(code);
	}
	setWarehouse(event) {
		const id = Number(event.target.value);
		keepWarehouse(id);
		this.store.setWarehouse(id);
	}
	openException(id) {
		this.services.action.doAction({
			type: "ir.actions.client",
			tag: "stock_control_tower.exceptions",
			params: { resId: id }
		});
	}
};
// src/components/truth_row/truth_row.ts
/** One position: a product in a warehouse. */
var TruthRow = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TruthRow";
	static props = {
		row: Object,
		index: Number,
		columns: Array,
		warehouse: { type: [Object, { value: null }] },
		promised: {
			type: [Object, { value: null }],
			optional: true
		},
		marked: Boolean,
		again: Boolean,
		selected: Boolean,
		active: Number,
		decimals: Number,
		onOpen: Function,
		onFigure: Function
	};
	get warehouseName() {
		return this.props.warehouse?.name ?? _t("Between warehouses");
	}
	get warehouseCode() {
		return this.props.warehouse?.code ?? "⇄";
	}
	get promisedText() {
		return this.props.promised ? this.quantity(this.props.promised.now) : "";
	}
	get overcommitted() {
		const lacks = this.props.promised?.overcommitted ?? 0;
		return lacks > 0 ? _t("Overcommitted: firm demand lacks %(quantity)s %(uom)s", {
			quantity: this.quantity(lacks),
			uom: this.props.row.uom
		}) : "";
	}
	quantity(value) {
		return formatQuantity(value, this.props.decimals);
	}
	value(column) {
		return column.name === "promised" ? 0 : this.props.row[column.name];
	}
	/** On hand always shows; of the others only what is there. */
	isShown(column) {
		return column.name === "on_hand" || withoutDust(this.value(column), this.props.decimals) !== 0;
	}
	isNegative(column) {
		return withoutDust(this.value(column), this.props.decimals) < 0;
	}
	figureTitle(column) {
		return _t("%(label)s in %(warehouse)s: %(quantity)s %(uom)s", {
			quantity: this.quantity(this.value(column)),
			uom: this.props.row.uom,
			label: column.label,
			warehouse: this.warehouseName
		});
	}
};
// src/components/truth_grid/truth_grid.ts
/** Pixels; the style sheet must agree. */
var ROW_HEIGHT$1 = 40;
var HEADER_HEIGHT = 36;
/** Positions × figures; only the rows in view are in the page, arrows walk the cells. */
var TruthGrid = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TruthGrid";
	static components = { TruthRow };
	static props = {
		rows: Object,
		length: Number,
		warehouses: Array,
		promised: Object,
		marked: Object,
		selected: String,
		decimals: Number,
		owners: Boolean,
		past: Boolean,
		onRows: Function,
		onOpen: Function,
		onFigure: Function,
		onReading: Function
	};
	scroller = (0, _odoo_owl.useRef)("scroller");
	state = (0, _odoo_owl.useState)({
		active: {
			row: 0,
			column: 0
		},
		focused: false
	});
	kept = null;
	pointed = false;
	setup() {
		this.virtual = useVirtualRows(this.scroller, {
			rowHeight: ROW_HEIGHT$1,
			count: () => this.props.length,
			onRows: (first, last) => this.props.onRows(first, last)
		});
	}
	/** The same array while the width is the same, so that rows keep their props. */
	get columns() {
		const { width } = this.virtual;
		if (this.kept?.width !== width) this.kept = {
			width,
			columns: truthColumns(width, this.props.owners)
		};
		return this.kept.columns;
	}
	get drawn() {
		const { first, last } = this.virtual.window;
		return Array.from({ length: Math.max(0, last - first + 1) }, (_hole, step) => {
			const row = this.props.rows.get(first + step) ?? null;
			return {
				index: first + step,
				row,
				key: row ? keyOf$1(row) : ""
			};
		});
	}
	get activeId() {
		const { row, column } = this.state.active;
		const { first, last } = this.virtual.window;
		if (!this.state.focused || row < first || row > last) return void 0;
		return `o_sct_cell_${row}_${column}`;
	}
	isAgain({ product_id: id }, index) {
		return this.props.rows.get(index - 1)?.product_id === id;
	}
	warehouse({ warehouse_id: id }) {
		return this.props.warehouses.find((warehouse) => warehouse.id === id) ?? null;
	}
	promised(row, key) {
		return this.props.past || row.warehouse_id === null ? null : this.props.promised.get(key);
	}
	activeColumn(index) {
		const { active, focused } = this.state;
		return focused && active.row === index ? active.column : -1;
	}
	onPointer(pointed) {
		this.pointed = pointed;
		this.reportReading();
	}
	onScroll() {
		this.virtual.onScroll();
		this.reportReading();
	}
	onKeydown(event) {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { active } = this.state;
		if (event.key === "Enter" || event.key === " ") {
			event.preventDefault();
			this.activate(active);
			return;
		}
		const next = gridStep(event.key, active, this.size);
		if (!next) return;
		event.preventDefault();
		this.state.active = next;
		this.virtual.reveal(next.row, HEADER_HEIGHT);
	}
	get size() {
		const { el } = this.scroller;
		return {
			rows: this.props.length,
			columns: this.columns.length + 2,
			page: Math.max(1, Math.floor((el?.clientHeight ?? 0) / ROW_HEIGHT$1) - 2),
			rtl: !!el && getComputedStyle(el).direction === "rtl"
		};
	}
	activate({ row: index, column }) {
		const row = this.props.rows.get(index);
		if (!row) return;
		const figure = this.columns[column - 2]?.name;
		if (!figure || figure === "promised") this.props.onOpen(row, figure === "promised");
		else this.props.onFigure(row, figure);
	}
	reportReading() {
		this.props.onReading(this.pointed || (this.scroller.el?.scrollTop ?? 0) > 4);
	}
};
function keyOf$1({ product_id: product, warehouse_id: warehouse }) {
	return `${product}:${warehouse ?? 0}`;
}
// src/components/truth_groups/truth_groups.ts
var FIGURES = [
	"on_hand",
	"available",
	"reserved",
	"quarantined",
	"damaged",
	"returned",
	"in_transit",
	"incoming"
];
/** Sums by what the user groups by, one row per unit of measure. */
var TruthGroups = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TruthGroups";
	static props = {
		rows: Array,
		more: Boolean,
		loading: Boolean,
		owners: Boolean,
		decimals: Number,
		onOpen: Function,
		onMore: Function
	};
	scroller = (0, _odoo_owl.useRef)("scroller");
	get columns() {
		return [...FIGURES, ...this.props.owners ? ["others"] : []].map(column);
	}
	label({ field, label, id }) {
		if (label) return label;
		if (id !== null) return String(id);
		if (field === "warehouse_id") return _t("Between warehouses");
		if (field === "owner_id") return _t("Own stock");
		if (field === "location_id") return _t("Not there yet");
		if (field === "lot_id") return _t("Without a lot");
		if (field === "package_id") return _t("Without a package");
		return _t("None");
	}
	figure(group, name) {
		const value = name === "promised" ? 0 : group[name];
		return withoutDust(value, this.props.decimals) ? formatQuantity(value, this.props.decimals) : "";
	}
	isNegative(group, name) {
		return name !== "promised" && withoutDust(group[name], this.props.decimals) < 0;
	}
	count(group) {
		return formatCount(group.products);
	}
	onScroll() {
		const { el } = this.scroller;
		if (el && el.scrollTop + el.clientHeight > el.scrollHeight - 400) this.props.onMore();
	}
};
// src/lib/export_url.ts
/** Where exactly the rows of the list can be had as a file. */
function exportUrl(kind, question) {
	const query = new URLSearchParams({
		companies: question.companyIds.join(),
		domain: JSON.stringify(question.domain)
	});
	if (question.groupBy.length) query.set("group_by", question.groupBy.join());
	if (question.until !== null) query.set("until", question.until);
	return `/stock_control_tower/stock-truth.${kind}?${query.toString()}`;
}
/** Figures count what matches: a filter on a place counts a part of each position. */
function countsPart(domain) {
	const whole = [
		"product_id",
		"categ_id",
		"warehouse_id",
		"company_id"
	];
	return domain.some((leaf) => Array.isArray(leaf) && !whole.some((name) => String(leaf[0]).split(".")[0] === name));
}
// src/services/truth_api.ts
var MODEL$2 = "stock.tower.truth";
var PROMISE = "stock.tower.atp";
function createTruthApi(orm) {
	const ask = (method, args, kwargs = {}) => orm.silent.call(MODEL$2, method, args, kwargs);
	return {
		opening: (asOf) => ask("opening", [asOf]),
		product: (productId) => ask("product", [productId]),
		firstPage: ({ domain, until }) => ask("positions", [domain], { until }),
		block: ({ domain, until }, after, last) => ask("positions", [
			domain,
			after,
			last
		], { until }),
		outline: ({ domain, until }) => ask("outline", [domain, until]),
		groups: ({ domain, until }, groupBy, after) => ask("groups", [groupBy, domain], {
			after,
			until
		}),
		ledger: ({ productId, warehouseId }, before) => ask("ledger", [
			productId,
			warehouseId,
			before
		]),
		places: ({ domain, until }, { productId, warehouseId }) => ask("places", [
			productId,
			warehouseId,
			domain,
			until
		]),
		promised: (productIds, warehouseIds) => orm.silent.call(PROMISE, "atp", [productIds, warehouseIds]),
		explain: ({ productId, warehouseId }, day) => orm.silent.call(PROMISE, "explain", [
			productId,
			warehouseId,
			day
		]),
		figureAction: ({ productId, warehouseId }, figure, domain) => ask("action_figure", [
			productId,
			figure,
			warehouseId,
			domain
		]),
		moveAction: async (moveId) => {
			const [move] = await orm.silent.call("stock.move", "read", [[moveId], ["picking_id"]]);
			const picking = move?.picking_id;
			return {
				type: "ir.actions.act_window",
				res_model: picking ? "stock.picking" : "stock.move",
				res_id: picking ? picking[0] : moveId,
				views: [[false, "form"]]
			};
		}
	};
}
// src/stores/position_store.ts
var PANELS = [
	"promise",
	"ledger",
	"places"
];
/** One position looked into: why so much can be promised, its ledger, its places. */
var PositionStore = class {
	position = null;
	/** What the product is called; null while it is looked up. */
	product = null;
	panel = "promise";
	loading = false;
	failure = null;
	promise = null;
	ledger = (0, _odoo_owl.markRaw)([]);
	ledgerNext = null;
	ledgerSince = null;
	places = (0, _odoo_owl.markRaw)([]);
	placesMore = false;
	query = {
		domain: [],
		until: null
	};
	generation = 0;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	async open(position, panel, query) {
		const other = position.productId !== this.position?.productId || position.warehouseId !== this.position.warehouseId || query.until !== this.query.until;
		this.position = (0, _odoo_owl.markRaw)(position);
		this.panel = panel;
		this.query = (0, _odoo_owl.markRaw)(query);
		if (other) this.clear();
		await Promise.all([this.refresh(), this.product ? null : this.name(position.productId)]);
	}
	close() {
		this.generation += 1;
		this.position = null;
		this.clear();
	}
	/** Reads what is shown anew. */
	async refresh() {
		const { position } = this;
		if (!position) return;
		const generation = ++this.generation;
		this.loading = true;
		try {
			await this.read(position, () => generation === this.generation);
		} catch (error) {
			if (generation === this.generation) this.failure = reasonOf(error);
		} finally {
			if (generation === this.generation) this.loading = false;
		}
	}
	async showEarlier() {
		const { position, ledgerNext, generation } = this;
		if (!position || !ledgerNext) return;
		const page = await this.api.ledger(position, ledgerNext);
		if (generation !== this.generation) return;
		this.ledger = (0, _odoo_owl.markRaw)([...this.ledger, ...page.rows]);
		this.ledgerNext = page.next;
	}
	async name(productId) {
		try {
			const product = await this.api.product(productId);
			if (productId === this.position?.productId) this.product = (0, _odoo_owl.markRaw)(product);
		} catch (error) {
			this.failure = reasonOf(error);
		}
	}
	async read(position, current) {
		const { panel, query } = this;
		if (panel === "promise") {
			const promise = position.warehouseId ? await this.api.explain(position, null) : null;
			if (current()) this.promise = promise && (0, _odoo_owl.markRaw)(promise);
		} else if (panel === "ledger") {
			const before = query.until === null ? null : String(BigInt(query.until) + 1n);
			const page = await this.api.ledger(position, before);
			if (!current()) return;
			this.acceptLedger(page);
		} else {
			const page = await this.api.places(query, position);
			if (!current()) return;
			this.places = (0, _odoo_owl.markRaw)(page.rows);
			this.placesMore = page.more;
		}
		if (current()) this.failure = null;
	}
	/** What is new comes on top; earlier events that were asked for stay. */
	acceptLedger({ rows, next, since }) {
		const [newest] = this.ledger;
		const fresh = rows.filter(({ sequence }) => !newest || isNewer(sequence, newest.sequence));
		if (newest && fresh.length < rows.length) this.ledger = (0, _odoo_owl.markRaw)([...fresh, ...this.ledger]);
		else {
			this.ledger = (0, _odoo_owl.markRaw)(rows);
			this.ledgerNext = next;
		}
		this.ledgerSince = since;
	}
	clear() {
		this.product = null;
		this.promise = null;
		this.ledger = (0, _odoo_owl.markRaw)([]);
		this.ledgerNext = null;
		this.places = (0, _odoo_owl.markRaw)([]);
		this.failure = null;
	}
};
function createPositionStore(api) {
	return (0, _odoo_owl.reactive)(new PositionStore(api));
}
// src/stores/group_store.ts
/** Sums by what the user groups by, a page at a time. */
var GroupStore = class {
	rows = (0, _odoo_owl.markRaw)([]);
	more = false;
	loading = false;
	failure = null;
	question = {
		domain: [],
		until: null,
		groupBy: [""]
	};
	generation = 0;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	async ask(domain, until, groupBy) {
		this.question = (0, _odoo_owl.markRaw)({
			domain,
			until,
			groupBy
		});
		this.rows = (0, _odoo_owl.markRaw)([]);
		await this.read(++this.generation);
	}
	async showMore() {
		if (this.more && !this.loading) await this.read(this.generation);
	}
	/** Reads as many groups anew as are shown. */
	async renew() {
		if (this.loading || this.rows.length > 100) return;
		const { generation } = this;
		try {
			const page = await this.api.groups(this.question, this.question.groupBy, null);
			if (generation !== this.generation) return;
			this.rows = (0, _odoo_owl.markRaw)(page.rows.map((row) => (0, _odoo_owl.markRaw)(row)));
			this.more = page.more;
			this.failure = null;
		} catch (error) {
			if (generation === this.generation) this.failure = reasonOf(error);
		}
	}
	async read(generation) {
		this.loading = true;
		const after = this.rows.at(-1)?.key ?? null;
		try {
			const page = await this.api.groups(this.question, this.question.groupBy, after);
			if (generation !== this.generation) return;
			this.rows = (0, _odoo_owl.markRaw)([...this.rows, ...page.rows.map((row) => (0, _odoo_owl.markRaw)(row))]);
			this.more = page.more;
			this.failure = null;
		} catch (error) {
			if (generation === this.generation) this.failure = reasonOf(error);
		} finally {
			if (generation === this.generation) this.loading = false;
		}
	}
};
function createGroupStore(api) {
	return (0, _odoo_owl.reactive)(new GroupStore(api));
}
// src/stores/promised_store.ts
/** What can be promised is read anew no more often than this. */
var FRESH_MS = 5e3;
/** Scrolling settles before anything is asked for. */
var SETTLE_MS = 120;
/** What can be promised of the rows in view; it follows the rows, a moment later. */
var PromisedStore = class {
	figures = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	readAt = /* @__PURE__ */ new Map();
	timer;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	/** Asks for rows as soon as no others are asked for. */
	want(rows, warehouseIds) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.read(rows, warehouseIds), SETTLE_MS);
	}
	stop() {
		clearTimeout(this.timer);
	}
	async read(rows, warehouseIds) {
		const now = Date.now();
		const products = [...new Set(rows.map(({ product_id: id }) => id))].filter((id) => now - (this.readAt.get(id) ?? -Infinity) > FRESH_MS);
		if (!products.length) return;
		for (const id of products) this.readAt.set(id, now);
		try {
			const answer = await this.api.promised(products, warehouseIds);
			const figures = new Map(this.figures);
			for (const [product, warehouses] of Object.entries(answer)) for (const [warehouse, { atp_now, overcommitted }] of Object.entries(warehouses)) figures.set(`${product}:${warehouse}`, {
				now: atp_now,
				overcommitted
			});
			this.figures = (0, _odoo_owl.markRaw)(figures);
		} catch {
			for (const id of products) this.readAt.delete(id);
		}
	}
};
function createPromisedStore(api) {
	return (0, _odoo_owl.reactive)(new PromisedStore(api));
}
// src/stores/truth_store.ts
/** A changed row stays marked this long. */
var MARKED_MS$1 = 4e3;
/** Blocks this far from what is in view are forgotten. */
var KEPT_BLOCKS = 12;
function positionKey({ product_id: product, warehouse_id: warehouse }) {
	return `${product}:${warehouse ?? 0}`;
}
/**
* The list of positions: the first rows at once, then how long the list is and where its
* blocks end, then the blocks that come into view. What is read anew replaces figures in
* place; rows that come or go wait until the user asks, so that nothing jumps.
*/
var TruthStore = class {
	rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	/** Rows of the list; null while it is counted. */
	count = null;
	products = 0;
	/** Nothing has been read yet for this question. */
	loading = true;
	failure = null;
	/** Rows that came or went since the list was read. */
	drift = 0;
	/** The user has the pointer over the rows, or has scrolled. */
	reading = false;
	marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	query = {
		domain: [],
		until: null
	};
	head = "0";
	at = "";
	blocks = [];
	view = [0, 0];
	generation = 0;
	/** Numbers of blocks that are being read, and of those whose rows are here. */
	pending = /* @__PURE__ */ new Set();
	held = /* @__PURE__ */ new Set();
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	/** How many rows to draw: what is known so far while the list is counted. */
	get length() {
		return this.count ?? this.rows.size;
	}
	/** Asks a new question; an answer to an older one is dropped. */
	async ask(domain, until) {
		this.query = (0, _odoo_owl.markRaw)({
			domain,
			until
		});
		const question = ++this.generation;
		this.loading = true;
		this.drift = 0;
		this.pending.clear();
		this.held.clear();
		try {
			if (until === null) {
				const page = await this.api.firstPage(this.query);
				if (question !== this.generation) return;
				this.begin(page);
				if (!page.next) return this.close(page.rows);
			}
			const outline = await this.api.outline(this.query);
			if (question !== this.generation) return;
			this.acceptOutline(outline, until !== null);
			await this.showRows(...this.view);
		} catch (error) {
			if (question === this.generation) this.fail(error);
		}
	}
	/** The user sees rows `first` to `last`. */
	async showRows(first, last) {
		this.view = [first, last];
		const missing = this.blocksInView().filter(([number]) => !this.pending.has(number) && !this.held.has(number));
		await Promise.all(missing.map(([number]) => this.readBlock(number)));
	}
	/** Reads what is in view anew; the past does not change. */
	async refresh() {
		if (this.query.until !== null) return;
		if (this.count === null) {
			if (this.failure) await this.ask(this.query.domain, null);
			return;
		}
		const question = this.generation;
		const blocks = this.blocksInView().map(([, block]) => block);
		const [first] = blocks;
		const last = blocks.at(-1);
		try {
			const pages = await Promise.all(this.blocks.length ? blocks.map(({ after, last }) => this.api.block(this.query, after, last)) : [this.api.firstPage(this.query)]);
			if (question !== this.generation) return;
			this.renew(pages, first?.start ?? 0, last?.end ?? this.rows.size);
		} catch (error) {
			if (question === this.generation) this.fail(error);
		}
	}
	/** Puts rows where they belong now. */
	async showDrift() {
		await this.ask(this.query.domain, this.query.until);
	}
	setReading(reading) {
		this.reading = reading;
	}
	tick(now) {
		const fresh = [...this.marked].filter(([, at]) => now - at < MARKED_MS$1);
		if (fresh.length !== this.marked.size) this.marked = (0, _odoo_owl.markRaw)(new Map(fresh));
	}
	begin(page) {
		this.stamp(page);
		this.rows = (0, _odoo_owl.markRaw)(new Map(page.rows.map((row, index) => [index, (0, _odoo_owl.markRaw)(row)])));
		this.marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
		this.count = null;
		this.blocks = [];
		this.loading = false;
		this.failure = null;
	}
	/** The first page is the whole list. */
	close(rows) {
		this.count = rows.length;
		this.products = new Set(rows.map(({ product_id: id }) => id)).size;
	}
	acceptOutline({ count, products, blocks }, fresh) {
		if (fresh) this.rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
		this.loading = false;
		this.failure = null;
		this.count = count;
		this.products = products;
		this.held.clear();
		let start = 0;
		let after = null;
		this.blocks = (0, _odoo_owl.markRaw)(blocks.map(([code, id, end]) => {
			const block = {
				start,
				end,
				after,
				last: [code, id]
			};
			start = end;
			after = block.last;
			return block;
		}));
	}
	async readBlock(number) {
		const block = this.blocks[number];
		if (!block) return;
		const question = this.generation;
		this.pending.add(number);
		try {
			const page = await this.api.block(this.query, block.after, block.last);
			if (question !== this.generation) return;
			this.stamp(page);
			const rows = this.forgetFar(number);
			const size = block.end - block.start;
			page.rows.slice(0, size).forEach((row, index) => rows.set(block.start + index, (0, _odoo_owl.markRaw)(row)));
			if (page.rows.length !== size) this.drift += Math.abs(page.rows.length - size);
			this.held.add(number);
			this.rows = (0, _odoo_owl.markRaw)(rows);
			this.failure = null;
		} catch (error) {
			if (question === this.generation) this.fail(error);
		} finally {
			if (question === this.generation) this.pending.delete(number);
		}
	}
	/** The rows without those far from a block. */
	forgetFar(number) {
		for (const other of this.held) if (Math.abs(other - number) > KEPT_BLOCKS) this.held.delete(other);
		const first = this.blocks[Math.max(0, number - KEPT_BLOCKS)]?.start ?? 0;
		const last = this.blocks[number + KEPT_BLOCKS]?.end ?? Infinity;
		return new Map([...this.rows].filter(([index]) => index >= first && index < last));
	}
	renew(pages, start, end) {
		for (const page of pages) this.stamp(page);
		this.failure = null;
		const now = Date.now();
		const read = new Map(pages.flatMap(({ rows }) => rows).map((row) => [positionKey(row), row]));
		const rows = new Map(this.rows);
		const marked = new Map(this.marked);
		let gone = 0;
		for (const [index, before] of this.rows) {
			if (index < start || index >= end) continue;
			const key = positionKey(before);
			const after = read.get(key);
			read.delete(key);
			if (!after) gone += 1;
			else if (!sameFigures(before, after)) {
				rows.set(index, (0, _odoo_owl.markRaw)(after));
				marked.set(key, now);
			}
		}
		this.rows = (0, _odoo_owl.markRaw)(rows);
		this.marked = (0, _odoo_owl.markRaw)(marked);
		this.drift = gone + read.size;
		if (this.drift && !this.reading) this.showDrift();
	}
	blocksInView() {
		const [first, last] = this.view;
		return [...this.blocks.entries()].filter(([, block]) => block.end > first && block.start <= last);
	}
	stamp({ at, head }) {
		this.at = at;
		this.head = head;
	}
	fail(error) {
		this.loading = false;
		this.failure = reasonOf(error);
	}
};
function createTruthStore(api) {
	return (0, _odoo_owl.reactive)(new TruthStore(api));
}
// src/stores/truth_page_store.ts
var NOTHING = {
	until: null,
	begins: null,
	decimals: 2,
	warehouses: [],
	lots: false,
	packages: false,
	owners: false
};
/** The page: a question (filter, groups, moment) and what answers it. */
var TruthPageStore = class {
	opening = (0, _odoo_owl.markRaw)(NOTHING);
	/** UTC; null shows stock as it is. */
	asOf = null;
	domain = (0, _odoo_owl.markRaw)([]);
	groupBy = (0, _odoo_owl.markRaw)([]);
	live;
	list;
	groups;
	promised;
	position;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
		this.list = createTruthStore(api);
		this.groups = createGroupStore(api);
		this.promised = createPromisedStore(api);
		this.position = createPositionStore(api);
	}
	get grouped() {
		return this.groupBy.length > 0;
	}
	get failure() {
		return this.live.failure ?? (this.grouped ? this.groups.failure : this.list.failure);
	}
	async ask(domain, groupBy, asOf) {
		const otherMoment = asOf !== this.asOf || this.opening === NOTHING;
		this.domain = (0, _odoo_owl.markRaw)(domain);
		this.groupBy = (0, _odoo_owl.markRaw)(groupBy);
		this.asOf = asOf;
		try {
			const opening = otherMoment ? this.open(asOf) : null;
			if (asOf !== null) await opening;
			await Promise.all([opening, this.read()]);
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	/** Reads what is in view anew. Never throws: a failed read shows as stale. */
	async refresh() {
		if (this.asOf !== null) return;
		await Promise.all([this.grouped ? this.groups.renew() : this.list.refresh(), this.position.refresh()]);
		this.stamp();
	}
	tick(now) {
		this.live.tick(now);
		this.list.tick(now);
	}
	async read() {
		const { domain, groupBy } = this;
		const { until } = this.opening;
		if (groupBy.length) await this.groups.ask(domain, this.asOf && until, groupBy);
		else await this.list.ask(domain, this.asOf && until);
		this.stamp();
	}
	async open(asOf) {
		this.opening = (0, _odoo_owl.markRaw)(await this.api.opening(asOf));
	}
	stamp() {
		const { at, head, failure } = this.list;
		if (failure) this.live.recordFailure(failure);
		else if (this.grouped) this.live.recordRead((/* @__PURE__ */ new Date()).toISOString(), "0", Date.now());
		else if (at) this.live.recordRead(at, head, Date.now());
	}
};
function createTruthPageStore(api) {
	return (0, _odoo_owl.reactive)(new TruthPageStore(api));
}
// src/pages/stock_truth/drill_down.ts
/** Lists what a group is the sum of: its values become filters, the grouping ends. */
function drillDown(search, group, all) {
	search.blockNotification = true;
	search.query = search.query.filter(({ searchItemId: id }) => search.searchItems[id]?.type !== "groupBy");
	for (const { field, id, label } of group.values) addFilter(search, `${search.searchViewFields[field]?.string ?? field}: ${label || _t("None")}`, [[
		field,
		"=",
		id ?? false
	]]);
	if (all.filter((other) => sameValues(other, group)).length > 1) {
		const unit = group.key.at(-1);
		addFilter(search, _t("Unit: %s", group.uom), [[
			"product_id.uom_id",
			"=",
			unit
		]]);
	}
	search.blockNotification = false;
	search._notify();
}
function addFilter(search, description, domain) {
	const text = JSON.stringify(domain).replaceAll("false", "False");
	search.createNewFilters([{
		description,
		domain: text,
		invisible: "True"
	}]);
}
function sameValues(left, right) {
	return left.values.every(({ id }, index) => id === right.values[index]?.id);
}
// src/components/ledger_list/ledger_list.ts
var STATES = [
	"available",
	"reserved",
	"quarantined",
	"damaged",
	"returned",
	"in_transit",
	"others"
];
/** What happened to a position, newest first, with each state before and after it. */
var LedgerList = class extends _odoo_owl.Component {
	static template = "stock_control_tower.LedgerList";
	static props = {
		rows: Array,
		more: Boolean,
		product: String,
		uom: String,
		decimals: Number,
		serverNow: Number,
		onOpen: Function,
		onMore: Function
	};
	icon({ kind }) {
		return kindLook(kind).icon;
	}
	sentence(row) {
		return eventSentence(this.asItem(row), this.props.decimals);
	}
	moment({ recorded_at: at }) {
		return formatMoment(at);
	}
	age({ recorded_at: at }) {
		return ageOf(at, this.props.serverNow);
	}
	context({ document, lot, origin }) {
		return [
			document,
			lot,
			origin
		].filter(Boolean).join(" · ");
	}
	quantity(value) {
		return formatQuantity(value, this.props.decimals);
	}
	/** The states this event changed. */
	changes({ before, after }) {
		return STATES.filter((state) => before[state] !== after[state]).map((state) => ({
			state: stateWord(state),
			before: this.quantity(before[state]),
			after: this.quantity(after[state])
		}));
	}
	/** What the warehouse held of its own, after the event. */
	onHand({ after }) {
		const { available, reserved, quarantined, damaged, returned } = after;
		return this.quantity(available + reserved + quarantined + damaged + returned);
	}
	asItem(row) {
		const { product, uom } = this.props;
		return {
			...row,
			outbox_id: row.id,
			inbox_id: null,
			product_id: null,
			product,
			uom,
			from: row.source,
			to: row.target,
			outcome: null,
			about_kind: null,
			code: null,
			message: null,
			remedy: null
		};
	}
};
// src/components/place_list/place_list.ts
/** Where the stock of a position lies, and whose it is. */
var PlaceList = class extends _odoo_owl.Component {
	static template = "stock_control_tower.PlaceList";
	static props = {
		rows: Array,
		more: Boolean,
		decimals: Number,
		onRecord: Function,
		onFigure: Function
	};
	key(place) {
		const { location_id, lot_id, package_id, owner_id, state } = place;
		return [
			location_id,
			lot_id,
			package_id,
			owner_id,
			state
		].join();
	}
	parts(place) {
		return [
			{
				model: "stock.lot",
				id: place.lot_id,
				name: place.lot,
				icon: "fa-tag"
			},
			{
				model: "stock.package",
				id: place.package_id,
				name: place.package,
				icon: "fa-archive"
			},
			{
				model: "res.partner",
				id: place.owner_id,
				name: place.owner,
				icon: "fa-user-o"
			}
		].filter((part) => part.id !== null);
	}
	state(place) {
		return stateWord(place.state);
	}
	/** What lies there, whoever owns it. */
	quantity(place) {
		const { on_hand, others, in_transit } = place;
		return formatQuantity(on_hand + others + in_transit, this.props.decimals);
	}
	reserved({ reserved }) {
		return reserved ? formatQuantity(reserved, this.props.decimals) : "";
	}
};
// src/components/promise_terms/promise_terms.ts
/** Why so much can be promised: each term with its document, and by day. */
var PromiseTerms = class extends _odoo_owl.Component {
	static template = "stock_control_tower.PromiseTerms";
	static props = {
		promise: Object,
		decimals: Number,
		onMove: Function
	};
	quantity(text) {
		return text === null ? "" : formatDecimal(text, this.props.decimals);
	}
	/** With its sign, since terms add up. */
	signed(text) {
		const quantity = this.quantity(text);
		return Number(text) > 0 ? `+${quantity}` : quantity.replace("-", "−");
	}
	day(day) {
		return day ? formatDay(day) : "";
	}
	document({ document, origin }) {
		return [document, origin].filter(Boolean).join(" · ");
	}
	get overcommitted() {
		const { overcommitted, overcommitted_on: day, uom } = this.props.promise;
		if (!(Number(overcommitted) > 0)) return "";
		return _t("Overcommitted: firm demand lacks %(quantity)s %(uom)s from %(day)s on", {
			quantity: this.quantity(overcommitted),
			uom,
			day: this.day(day)
		});
	}
	get policy() {
		const { policy } = this.props.promise;
		return _t("Policy: %(days)s days ahead, %(safety)s kept back, %(receipts)s count", {
			days: policy.horizon_days,
			safety: this.quantity(policy.safety),
			receipts: receiptsWords(policy.receipts)
		});
	}
	get days() {
		return this.props.promise.balance.slice(0, 60);
	}
};
function receiptsWords(receipts) {
	switch (receipts) {
		case "none": return _t("no receipts");
		case "in_transit": return _t("receipts in transit");
		case "asn_backed": return _t("receipts in transit or announced");
		default: return _t("all confirmed receipts");
	}
}
// src/pages/stock_truth/position_side.ts
/** The side panel of a position, and where its links lead. */
var PositionSide = class extends _odoo_owl.Component {
	static template = "stock_control_tower.PositionSide";
	static components = {
		EmptyState,
		LedgerList,
		PlaceList,
		PromiseTerms,
		SidePanel
	};
	static props = {
		api: Object,
		store: Object,
		onPanel: Function,
		onClose: Function
	};
	setup() {
		this.action = (0, _web_core_utils_hooks.useService)("action");
	}
	get position() {
		return this.props.store.position;
	}
	get tabs() {
		return [
			{
				name: "promise",
				label: _t("Can promise")
			},
			{
				name: "ledger",
				label: _t("Ledger")
			},
			{
				name: "places",
				label: _t("Where")
			}
		];
	}
	get past() {
		return this.props.store.asOf !== null;
	}
	get title() {
		return this.position.product?.name ?? _t("Product");
	}
	get subtitle() {
		const id = this.position.position?.warehouseId;
		const warehouse = this.props.store.opening.warehouses.find((one) => one.id === id);
		return [this.position.product?.sku, warehouse?.name ?? _t("Between warehouses")].filter(Boolean).join(" · ");
	}
	/** Nothing of what is asked for is there yet. */
	get loading() {
		const { loading, panel, promise, ledger, places } = this.position;
		if (!loading) return false;
		if (panel === "promise") return promise === null;
		return !(panel === "ledger" ? ledger : places).length;
	}
	/** Why nothing can be promised at all; empty where something can. */
	get noPromise() {
		if (this.past) return _t("What could be promised then is not kept: only stock itself is in the log.");
		return this.position.position?.warehouseId ? "" : _t("What is between warehouses is promised by the warehouse that awaits it.");
	}
	get sinceText() {
		const { ledgerSince: since } = this.position;
		return since ? _t("Events before %s are kept as one sum.", formatMoment(since)) : "";
	}
	openRecord(model, id) {
		return this.follow({
			type: "ir.actions.act_window",
			res_model: model,
			res_id: id,
			views: [[false, "form"]]
		});
	}
	openEvent(row) {
		return this.follow({
			type: "ir.actions.client",
			tag: "stock_control_tower.events",
			params: {
				search: "[]",
				event: `out-${row.id}`
			}
		});
	}
	async openMove(moveId) {
		await this.follow(await this.props.api.moveAction(moveId));
	}
	async openPlace(place) {
		const { position } = this.position;
		if (!position || this.past) return;
		const exact = [
			"location_id",
			"lot_id",
			"package_id",
			"owner_id"
		].map((name) => [
			name,
			"=",
			place[name] ?? false
		]);
		const figure = place.in_transit ? "in_transit" : place.others ? "others" : "on_hand";
		const domain = [...exact, [
			"state",
			"=",
			place.state
		]];
		await this.follow(await this.props.api.figureAction(position, figure, domain));
	}
	async follow(action) {
		await this.action.doAction(action);
	}
};
// src/pages/stock_truth/stock_truth_view.ts
/** The page below Odoo's search: list or groups, and the position looked into. */
var StockTruthView = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockTruthView";
	static components = {
		DateTimeInput: _web_core_datetime_datetime_input.DateTimeInput,
		Dropdown: _web_core_dropdown_dropdown.Dropdown,
		DropdownItem: _web_core_dropdown_dropdown_item.DropdownItem,
		EmptyState,
		FreshnessBadge,
		Layout: _web_search_layout.Layout,
		PositionSide,
		SearchBar: _web_search_search_bar_search_bar.SearchBar,
		TruthGrid,
		TruthGroups
	};
	static props = {
		domain: Array,
		groupBy: Array,
		start: Object,
		onShow: Function
	};
	display = { controlPanel: {} };
	setup() {
		this.action = (0, _web_core_utils_hooks.useService)("action");
		this.api = createTruthApi((0, _web_core_utils_hooks.useService)("orm"));
		const store = createTruthPageStore(this.api);
		this.store = (0, _odoo_owl.useState)(store);
		this.refresh = useLiveUpdates(store, (0, _web_core_utils_hooks.useService)("bus_service")).refresh;
		(0, _web_core_commands_command_hook.useCommand)(_t("Stock truth: back to now"), () => this.setMoment(null), { isAvailable: () => this.store.asOf !== null });
		(0, _web_core_commands_command_hook.useCommand)(_t("Stock truth: export as CSV"), () => this.export("csv"));
		(0, _web_core_commands_command_hook.useCommand)(_t("Stock truth: export as XLSX"), () => this.export("xlsx"));
		usePageKeys({}, truthKeys);
		(0, _web_core_utils_hooks.useBus)(this.searchModel, "focus-view", focusGrid);
		(0, _odoo_owl.onWillStart)(() => {
			const { domain, groupBy, start } = this.props;
			store.ask(domain, groupBy, textOf(start["as_of"])).then(() => this.openStart());
		});
		(0, _odoo_owl.onWillUpdateProps)(({ domain, groupBy }) => {
			if (same(domain, this.props.domain) && same(groupBy, this.props.groupBy)) return;
			store.ask(domain, groupBy, store.asOf);
			this.pushState();
		});
		(0, _odoo_owl.onWillUnmount)(() => store.promised.stop());
	}
	get searchModel() {
		return this.env.searchModel;
	}
	/** What a link to what is shown says. */
	get state() {
		const { position, panel } = this.store.position;
		const search = this.searchModel.text;
		return {
			...search ? { search } : {},
			...this.store.asOf ? { as_of: this.store.asOf } : {},
			...position ? {
				product: position.productId,
				warehouse: position.warehouseId ?? 0,
				panel
			} : {}
		};
	}
	get countText() {
		const { count, products } = this.store.list;
		if (count === null) return _t("Counting…");
		const words = {
			rows: formatCount(count),
			products: formatCount(products)
		};
		return count === 1 ? _t("1 row") : _t("%(rows)s rows, %(products)s products", words);
	}
	get countsPart() {
		return countsPart(this.props.domain);
	}
	get driftText() {
		const { drift } = this.store.list;
		return drift === 1 ? _t("1 row came or went, show") : _t("%s rows came or went, show", formatCount(drift));
	}
	get moment() {
		return this.store.asOf ? formatMoment(this.store.asOf) : "";
	}
	get pickerValue() {
		return this.store.asOf ? luxon.DateTime.fromISO(this.store.asOf) : false;
	}
	get latest() {
		return luxon.DateTime.now();
	}
	get selected() {
		const { position } = this.store.position;
		return position ? `${position.productId}:${position.warehouseId ?? 0}` : "";
	}
	/** What an empty list means. */
	get emptyText() {
		const { begins } = this.store.opening;
		if (this.store.asOf && begins) return _t("Nothing was there then, as far as the log goes: it begins on %s.", formatMoment(begins));
		return _t("A row is a product in a warehouse that has some of it, or awaits some. Search by product, warehouse, location, lot or owner.");
	}
	exportHref(kind) {
		const { domain, groupBy } = this.props;
		const companyIds = _web_core_user.user.activeCompanies.map(({ id }) => id);
		const { until } = this.store.opening;
		return exportUrl(kind, {
			domain,
			groupBy,
			until,
			companyIds
		});
	}
	export(kind) {
		window.location.assign(this.exportHref(kind));
	}
	setMoment(value) {
		const asOf = value ? value.toUTC().toISO() : null;
		if (asOf === this.store.asOf) return;
		const { domain, groupBy } = this.props;
		this.store.ask(domain, groupBy, asOf).then(() => this.store.asOf === asOf && this.reopen());
		this.pushState();
	}
	onRows(first, last) {
		const { list, promised, opening } = this.store;
		list.showRows(first, last).then(() => {
			const rows = [...list.rows].filter(([index]) => index >= first && index <= last);
			promised.want(rows.map(([, row]) => row).filter(({ warehouse_id: id }) => id !== null), opening.warehouses.map(({ id }) => id));
		});
	}
	onOpen(row, promise) {
		const { panel, position } = this.store.position;
		this.open(keyOf(row), promise ? "promise" : position ? panel : "ledger");
	}
	open(position, panel) {
		const { domain } = this.props;
		const { until } = this.store.opening;
		this.store.position.open(position, panel, {
			domain,
			until: this.store.asOf && until
		});
		this.pushState();
	}
	setPanel(panel) {
		const { position } = this.store.position;
		if (position) this.open(position, panel);
	}
	closePanel() {
		this.store.position.close();
		this.pushState();
		focusGrid();
	}
	async onFigure(row, figure) {
		if (this.store.asOf !== null) {
			this.open(keyOf(row), "places");
			return;
		}
		const { domain } = this.props;
		await this.action.doAction(await this.api.figureAction(keyOf(row), figure, domain));
	}
	openGroup(group) {
		drillDown(this.searchModel, group, this.store.groups.rows);
	}
	clearSearch() {
		this.searchModel.clearQuery();
	}
	openStart() {
		const { product, warehouse, panel } = this.props.start;
		if (!product) return;
		const known = PANELS.find((name) => name === panel) ?? "ledger";
		this.open({
			productId: Number(product),
			warehouseId: Number(warehouse) || null
		}, known);
	}
	/** The panel shows the moment the list shows. */
	reopen() {
		const { position, panel } = this.store.position;
		if (position) this.open(position, panel);
	}
	pushState() {
		this.props.onShow(this.state);
	}
};
function focusGrid() {
	document.querySelector(".o_sct_truth_grid table")?.focus();
}
function truthKeys() {
	return [
		["↓", _t("from the search into the list")],
		["j  k", _t("next and previous row; arrows, Page Up and Down, Home and End too")],
		["Enter", _t("open the product, or what a figure is the sum of")],
		["Esc", _t("close the panel")]
	];
}
function keyOf({ product_id: productId, warehouse_id: warehouseId }) {
	return {
		productId,
		warehouseId
	};
}
function textOf(value) {
	return value === void 0 ? null : String(value);
}
function same(left, right) {
	return JSON.stringify(left) === JSON.stringify(right);
}
// src/pages/stock_truth/stock_truth_page.ts
/** Facets of the search bar, a moment in UTC, and the position looked into. */
var URL_NAMES = [
	"search",
	"as_of",
	"product",
	"warehouse",
	"panel"
];
/** How much there is of what, where, in which state: now or at any moment. */
var StockTruthPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockTruthPage";
	static components = {
		StockTruthView,
		WithSearch: _web_search_with_search_with_search.WithSearch
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Stock truth");
	static path = "stock-truth";
	SearchModel = UrlSearchModel;
	setup() {
		this.url = useUrlState(this.props, URL_NAMES);
		useOwnFavourites();
	}
	get context() {
		const { search } = this.url.initial;
		return search ? { search_text: search } : {};
	}
};
// src/components/event_line/event_line.ts
/** One event as a sentence; one without effect says why. */
var EventLine = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventLine";
	static props = {
		item: Object,
		decimals: Number,
		age: String,
		fresh: Boolean,
		onOpen: Function
	};
	get sentence() {
		return eventSentence(this.props.item, this.props.decimals);
	}
	/** Why it had no effect; empty for what did. */
	get reason() {
		const { outcome, message } = this.props.item;
		return outcome && message || "";
	}
	get icon() {
		return this.look.icon;
	}
	get tone() {
		return this.look.tone;
	}
	get look() {
		const { outcome, kind } = this.props.item;
		if (outcome === null) return kindLook(kind);
		if (outcome === "recorded") return {
			icon: "fa-eye",
			tone: "system"
		};
		return {
			icon: "fa-times-circle",
			tone: "danger"
		};
	}
	/** Where it comes from: partner or Odoo document, lot. */
	get context() {
		const { lot, document, origin } = this.props.item;
		return [origin === "odoo" ? document ?? "Odoo" : origin, lot].filter((part) => !!part);
	}
};
// src/components/event_feed/event_feed.ts
/** What happens right now, newest on top. */
var EventFeed = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventFeed";
	static components = {
		EmptyState,
		EventLine
	};
	static props = {
		items: Array,
		heldCount: Number,
		paused: Boolean,
		loaded: Boolean,
		openedAt: String,
		serverNow: Number,
		decimals: Number,
		canConfigure: Boolean,
		onOpen: Function,
		onPause: Function,
		onRelease: Function,
		onReading: Function,
		onConnect: Function
	};
	list = (0, _odoo_owl.useRef)("list");
	pointed = false;
	get bannerText() {
		const { heldCount } = this.props;
		return heldCount === 1 ? _t("1 new, show") : _t("%s new, show", formatCount(heldCount));
	}
	age(item) {
		return formatAge(Math.max(0, this.props.serverNow - parseTime(item.recorded_at)));
	}
	isFresh(item) {
		return isNewer(item.sequence, this.props.openedAt);
	}
	onPointer(pointed) {
		this.pointed = pointed;
		this.reportReading();
	}
	reportReading() {
		const scrolled = (this.list.el?.scrollTop ?? 0) > 4;
		this.props.onReading(this.pointed || scrolled);
	}
	release() {
		if (this.list.el) this.list.el.scrollTop = 0;
		this.props.onRelease();
	}
};
// src/components/flow_map/flow_map.ts
/** The way of the events from the partners to the subscribers, and how each station is. */
var FlowMap = class extends _odoo_owl.Component {
	static template = "stock_control_tower.FlowMap";
	static props = {
		stations: Array,
		onOpen: Function
	};
};
// src/components/health_line/health_line.ts
var ICONS = {
	good: "fa-check-circle",
	attention: "fa-exclamation-circle",
	trouble: "fa-exclamation-triangle"
};
/** The first thing to read: how things are, in words, and how current that is. */
var HealthLine = class extends _odoo_owl.Component {
	static template = "stock_control_tower.HealthLine";
	static components = { FreshnessBadge };
	static props = {
		health: { type: [Object, { value: null }] },
		freshness: String,
		figuresAge: { type: [Number, { value: null }] },
		failure: String,
		onRetry: Function
	};
	get age() {
		const { figuresAge } = this.props;
		return figuresAge === null ? "" : _t("data %s old", formatDuration(figuresAge));
	}
	get icon() {
		return this.props.health ? ICONS[this.props.health.level] : "fa-circle-o-notch";
	}
	get text() {
		const { health, failure } = this.props;
		if (health) return health.text;
		return failure ? _t("The figures cannot be read: %s", failure) : _t("Reading the figures…");
	}
};
// src/lib/health.ts
/** Slower than this and a seller may promise what is gone: the goal is 2 s. */
var LATE_MS = 5e3;
/** The one sentence a manager reads first. */
function describeHealth(summary) {
	const waiting = waitingWords(summary);
	const failed = [
		refusedWords(summary),
		conflictWords(summary),
		gapWords(summary)
	].filter(Boolean);
	const said = [waiting || (failed.length ? _t("No event waits") : ""), ...failed];
	return {
		level: healthLevel(summary),
		text: said.filter(Boolean).join(", ") || quietWords(summary)
	};
}
function healthLevel(summary) {
	const { oldest_ms: oldest } = summary.waiting;
	if (summary.connected && oldest !== null && oldest > 6e4) return "trouble";
	const { conflicts_today: conflicts, refused_today: refused, sequence_gaps: gaps } = summary;
	if (conflicts || refused || gaps || isLate(summary)) return "attention";
	return "good";
}
/** The slower of the two directions, null while nothing was measured. */
function worstLag({ lag }) {
	const known = [lag.outbound_ms, lag.inbound_ms].filter((ms) => ms !== null);
	return known.length ? Math.max(...known) : null;
}
function isLate(summary) {
	const lag = worstLag(summary);
	return summary.connected && lag !== null && lag > 5e3;
}
function waitingWords({ connected, waiting }) {
	if (!waiting.count) return "";
	const count = formatCount(waiting.count);
	if (!connected) return waiting.count === 1 ? _t("1 event is kept for the first system you connect") : _t("%s events are kept for the first system you connect", count);
	if (waiting.oldest_ms !== null && waiting.oldest_ms > 5e3) {
		const age = formatDuration(waiting.oldest_ms ?? 0);
		return waiting.count === 1 ? _t("1 event has been waiting for %s", age) : _t("%(count)s events wait, the oldest for %(age)s", {
			count,
			age
		});
	}
	return waiting.count === 1 ? _t("1 event waits") : _t("%s events wait", count);
}
function refusedWords({ refused_today: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 was refused today") : _t("%s were refused today", formatCount(count));
}
function conflictWords({ conflicts_today: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 contradicts what is known") : _t("%s contradict what is known", formatCount(count));
}
function gapWords({ sequence_gaps: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 gap in a partner's sequence") : _t("%s gaps in partners' sequences", formatCount(count));
}
function quietWords({ connected, applied_today: applied }) {
	if (!connected) return _t("No system is connected yet");
	return applied ? _t("Every event is through, %s applied today", formatCount(applied)) : _t("Every event is through");
}
// src/lib/sparkline.ts
/** The slower direction of each interval; null where nothing was measured. */
function worstOf(points) {
	return points.map(({ outbound_ms: out, inbound_ms: inbound }) => out === null ? inbound : inbound === null ? out : Math.max(out, inbound));
}
/** Scale of the picture: 50 ms and 50 s must both be readable, so it is logarithmic. */
var LogScale = class {
	max;
	min;
	height;
	/**
	* @param min lowest value told apart, the bottom of the picture
	* @param top smallest top of the scale: quiet lines must not look dramatic
	*/
	constructor(values, height, min, top) {
		this.height = height;
		this.min = min;
		this.max = Math.max(top, ...values.map((value) => value ?? 0));
	}
	/** Distance from the top, in SVG units. */
	y(value) {
		const share = Math.log(Math.max(this.min, value) / this.min) / Math.log(this.max / this.min);
		return round(this.height * (1 - share));
	}
};
/** Draws values into a box of `width` × `height` SVG units. */
function drawSparkline(values, width, height, scale) {
	const step = values.length > 1 ? width / (values.length - 1) : width;
	const points = values.map((value, index) => value === null ? null : {
		x: round(index * step),
		y: scale.y(value)
	});
	let line = "";
	let area = "";
	for (const run of runsOf(points)) {
		const [first] = run;
		const last = run.at(-1);
		if (!first || !last) continue;
		const path = run.map(({ x, y }) => `${x} ${y}`).join("L");
		line += `M${path}${run.length === 1 ? "h0.01" : ""}`;
		area += `M${first.x} ${height}L${path}L${last.x} ${height}Z`;
	}
	return {
		line,
		area
	};
}
/** Splits at the gaps. */
function runsOf(points) {
	const runs = [];
	let run = [];
	for (const point of points) if (point !== null) run.push(point);
	else if (run.length) {
		runs.push(run);
		run = [];
	}
	return run.length ? [...runs, run] : runs;
}
function round(value) {
	return Math.round(value * 100) / 100;
}
// src/components/lag_sparkline/lag_sparkline.ts
var WIDTH = 120;
var HEIGHT = 32;
/** Quicker than this is all the same to a person. */
var MIN_MS = 50;
/** Lag over the last minutes; the dashed line marks what counts as late. */
var LagSparkline = class extends _odoo_owl.Component {
	static template = "stock_control_tower.LagSparkline";
	static props = { points: Array };
	viewBox = `0 -2 ${WIDTH} 36`;
	width = WIDTH;
	get drawing() {
		return drawSparkline(worstOf(this.props.points), WIDTH, HEIGHT, this.scale);
	}
	/** Height of the "late" line. */
	get lateAt() {
		return this.scale.y(LATE_MS);
	}
	get scale() {
		return new LogScale(worstOf(this.props.points), HEIGHT, MIN_MS, 2 * LATE_MS);
	}
	get title() {
		const known = worstOf(this.props.points).filter((ms) => ms !== null);
		if (!known.length) return _t("No events in the last minutes");
		return _t("Slowest event of the last minutes: %s", formatDuration(Math.max(...known)));
	}
};
// src/components/metric_tile/metric_tile.ts
/** A figure that is a link to the rows behind it; the slot holds a picture. */
var MetricTile = class extends _odoo_owl.Component {
	static template = "stock_control_tower.MetricTile";
	static props = {
		name: String,
		label: String,
		value: String,
		note: String,
		target: String,
		icon: String,
		level: String,
		hint: String,
		onOpen: Function,
		slots: {
			type: Object,
			optional: true
		}
	};
};
// src/components/since_banner/since_banner.ts
var ORDER = [
	"exceptions",
	"came_back",
	"refused",
	"resolved",
	"applied"
];
/** What has changed since the user last looked. */
var SinceBanner = class extends _odoo_owl.Component {
	static template = "stock_control_tower.SinceBanner";
	static props = {
		since: Object,
		onOpen: Function,
		onDismiss: Function
	};
	get moment() {
		return formatMoment(this.props.since.since.replace(" ", "T"));
	}
	get changes() {
		const { counts } = this.props.since;
		return ORDER.filter((name) => counts[name]).map((name) => ({
			name,
			text: this.words(name, formatCount(counts[name] ?? 0))
		}));
	}
	words(name, count) {
		return {
			exceptions: _t("%s new exceptions", count),
			came_back: _t("%s came back", count),
			refused: _t("%s events not applied", count),
			resolved: _t("%s resolved", count),
			applied: _t("%s events applied", count)
		}[name];
	}
};
// src/components/state_matrix/state_matrix.ts
/** Warehouses × states: how many places hold stock in each state, and how much that is. */
var StateMatrix = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StateMatrix";
	static props = {
		warehouses: Array,
		matrix: Object,
		decimals: Number,
		onOpen: Function
	};
	formatCount = formatCount;
	get states() {
		return [
			{
				name: "available",
				label: _t("Available")
			},
			{
				name: "reserved",
				label: _t("Reserved")
			},
			{
				name: "quarantined",
				label: _t("Quarantined")
			},
			{
				name: "damaged",
				label: _t("Damaged")
			},
			{
				name: "returned",
				label: _t("Returned")
			}
		];
	}
	cellOf(warehouse, state) {
		return this.props.matrix[warehouse.id]?.[state];
	}
	quantity(cell) {
		return formatQuantity(cell.quantity, this.props.decimals);
	}
	title(cell, warehouse) {
		return _t("%(rows)s rows of stock in %(warehouse)s; opens them", {
			rows: formatCount(cell.rows),
			warehouse: warehouse.name
		});
	}
};
// src/lib/totals.ts
/**
* Of one column, "12,340 Units + kg, m": the sum of the unit of most products, and the names of
* the other units in stock; just "12,340 Units +" when short;
* "…" while they are read.
*/
function totalText(all, key, short) {
	if (!all) return "…";
	const [main, ...others] = all[key] ?? [];
	if (!main) return _t("no stock");
	const text = `${formatCount(Math.round(main.available))} ${main.uom}`;
	if (!others.length) return text;
	return short ? `${text} +` : `${text} + ${others.map(({ uom }) => uom).join(", ")}`;
}
/** Every unit for itself, for the tooltip. */
function totalDetails(totals, decimals) {
	return (totals ?? []).map((total) => [...figureLines(total, total.uom, decimals), _t("in %s products", formatCount(total.products))].join("\n")).join("\n\n");
}
// src/components/stock_row/stock_row.ts
/** One product: its figures in each warehouse. Drawn again only when it changes. */
var StockRow = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockRow";
	static props = {
		row: Object,
		index: Number,
		columns: Array,
		marked: Object,
		decimals: Number,
		compact: Boolean,
		onProduct: Function,
		onFigures: Function
	};
	get cells() {
		return this.props.columns.map((column) => this.cell(column));
	}
	quantity(value) {
		return formatQuantity(value, this.props.decimals);
	}
	/** What a figure means here, for its tooltip. */
	figureTitle(name, { figures }) {
		const { decimals, row } = this.props;
		if (name === "available") return figureLines(figures, row.uom, decimals).join("\n");
		if (name === "reserved") return _t("promised to planned deliveries and transfers");
		return [name === "held" ? heldWords(figures, decimals) : _t("in every state"), ...besideWords(figures, decimals)].join("\n");
	}
	cell({ key, warehouse }) {
		const { row, marked, decimals } = this.props;
		const figures = warehouse ? row.warehouses[key] ?? NO_STOCK : rowFigures(row);
		const stocked = hasStock(figures);
		return {
			key,
			warehouseId: warehouse?.id ?? null,
			figures,
			held: held(figures),
			beside: [
				{
					name: "on_hand",
					value: stocked ? figures.on_hand : null
				},
				{
					name: "reserved",
					value: figures.reserved || null
				},
				{
					name: "held",
					value: held(figures) || null
				}
			],
			stocked,
			negative: withoutDust(figures.available, decimals) < 0,
			marked: warehouse !== null && marked.has(cellKey(row.id, warehouse.id))
		};
	}
};
var PRODUCT_WIDTH = 240;
/** Narrower than this, the four columns of figures are stacked in one. */
var GROUP_WIDTH = 236;
/** Products × warehouses; only the rows in view exist in the page. */
var StockGrid = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockGrid";
	static components = {
		EmptyState,
		StockRow
	};
	static props = {
		rows: Object,
		count: { type: [Number, { value: null }] },
		totals: { type: [Object, { value: null }] },
		warehouses: Array,
		marked: Object,
		decimals: Number,
		filtered: Boolean,
		onRows: Function,
		onProduct: Function,
		onFigures: Function,
		onClear: Function
	};
	scroller = (0, _odoo_owl.useRef)("scroller");
	state = (0, _odoo_owl.useState)({
		scrollTop: 0,
		height: 800,
		width: 1200
	});
	rowHeight = 44;
	groupColumns = 4;
	reported = "";
	kept = null;
	setup() {
		(0, _odoo_owl.onMounted)(() => this.measure());
		(0, _odoo_owl.onPatched)(() => this.reportRows());
		(0, _odoo_owl.useExternalListener)(window, "resize", () => this.measure());
	}
	get compact() {
		return this.state.width < PRODUCT_WIDTH + this.columns.length * GROUP_WIDTH;
	}
	/** The same array while the warehouses are the same, so that rows keep their props. */
	get columns() {
		const { warehouses } = this.props;
		const ids = warehouses.map(({ id }) => id).join();
		if (this.kept?.ids !== ids) this.kept = {
			ids,
			columns: columnsOf(warehouses)
		};
		return this.kept.columns;
	}
	get drawn() {
		const { first, last } = this.window;
		const length = Math.max(0, last - first + 1);
		return Array.from({ length }, (_hole, step) => ({
			index: first + step,
			row: this.props.rows.get(first + step) ?? null
		}));
	}
	get heightAbove() {
		return this.window.first * 44;
	}
	get heightBelow() {
		return Math.max(0, (this.props.count ?? 0) - this.window.last - 1) * 44;
	}
	total(column) {
		return totalText(this.props.totals, column.key, this.compact);
	}
	totalTitle(column) {
		return totalDetails(this.props.totals?.[column.key], this.props.decimals);
	}
	onScroll() {
		this.state.scrollTop = this.scroller.el?.scrollTop ?? 0;
	}
	get window() {
		const { scrollTop, height } = this.state;
		return rowWindow(scrollTop, height, 44, this.props.count ?? 0);
	}
	measure() {
		if (!this.scroller.el) return;
		this.state.height = this.scroller.el.clientHeight || this.state.height;
		this.state.width = this.scroller.el.clientWidth || this.state.width;
	}
	reportRows() {
		const { first, last } = this.window;
		const asked = `${first}-${last}`;
		if (last < 0 || asked === this.reported) return;
		this.reported = asked;
		this.props.onRows(first, last);
	}
};
function columnsOf(warehouses) {
	const single = warehouses.map((warehouse) => ({
		key: String(warehouse.id),
		warehouse,
		title: warehouse.name
	}));
	return warehouses.length > 1 ? [{
		key: "all",
		warehouse: null,
		title: _t("All warehouses")
	}, ...single] : single;
}
// src/components/stock_toolbar/stock_toolbar.ts
/** Long enough to type on, short enough to feel immediate. */
var TYPING_MS = 180;
/** Narrows the grid: by text, by warehouse, to what is in stock. */
var StockToolbar = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockToolbar";
	static props = {
		search: String,
		warehouses: Array,
		warehouseIds: Array,
		onlyWithStock: Boolean,
		onSearch: Function,
		onWarehouses: Function,
		onOnlyWithStock: Function
	};
	typing;
	isChosen(id) {
		return this.props.warehouseIds.includes(id);
	}
	onInput(event) {
		const text = event.target.value;
		clearTimeout(this.typing);
		this.typing = setTimeout(() => this.props.onSearch(text.trim()), TYPING_MS);
	}
	onKeydown(event) {
		if (event.key !== "Escape") return;
		event.target.value = "";
		clearTimeout(this.typing);
		this.props.onSearch("");
	}
	toggleWarehouse(id) {
		const { warehouses, warehouseIds } = this.props;
		const ids = this.isChosen(id) ? warehouseIds.filter((chosen) => chosen !== id) : [...warehouseIds, id];
		this.props.onWarehouses(ids.length === warehouses.length ? [] : ids);
	}
};
// src/lib/attention.ts
/** The one sentence a manager reads first: what needs somebody, what is at risk, the rest. */
function describeTower(summary, board) {
	const health = describeHealth(summary);
	const attention = board?.attention;
	if (!attention?.count) return isQuiet(summary, health) ? allWell(health) : health;
	return {
		level: attention.severities["3"] ? "trouble" : health.level === "good" ? "attention" : health.level,
		text: `${[thingsWords(attention), riskWords(attention)].filter(Boolean).join("; ")}. ${health.text}`
	};
}
function isQuiet({ connected }, { level }) {
	return connected && level === "good";
}
function allWell(health) {
	return {
		...health,
		text: _t("All well. %s", health.text)
	};
}
function thingsWords({ count }) {
	return count === 1 ? _t("1 thing needs you") : _t("%s things need you", formatCount(count));
}
function riskWords({ orders, value }) {
	const words = [];
	if (orders) words.push(orders === 1 ? _t("1 order") : _t("%s orders", formatCount(orders)));
	if (value) words.push(value);
	return words.length ? _t("%s at risk", words.join(", ")) : "";
}
/** "1 critical, 2 high", the worst two that there are. */
function severityWords({ severities }) {
	return SEVERITIES.filter((severity) => severities[severity]).slice(0, 2).map((severity) => `${severities[severity]} ${severityLook(severity).label.toLowerCase()}`).join(", ");
}
/** Time until what waits is read at the present rate; null when that is not known. */
function drainMs(waiting, board) {
	if (!waiting || !board?.flow.odoo.published) return null;
	return waiting / (board.flow.odoo.published / (board.flow.minutes * 6e4));
}
// src/lib/flow.ts
/** The way of the events, station by station. */
function flowStations(board, now) {
	return [
		partners(board, now),
		broker(board),
		sidecar(board, now),
		odoo(board),
		subscribers(board, now)
	].filter((station) => station !== null);
}
function partners({ flow }, now) {
	const { count, received, last_at: last } = flow.partners;
	const some = received === 1 ? _t("1 event") : _t("%s events", formatCount(received));
	return {
		name: "partners",
		label: _t("Partners"),
		icon: "fa-industry",
		tone: "plain",
		state: last ? _t("last event %s", ageOf(last, now)) : _t("no event yet"),
		figures: [{
			text: count === 1 ? _t("1 partner") : _t("%s partners", formatCount(count)),
			list: { station: "partners" }
		}, {
			text: _t("%(some)s in %(minutes)s min", {
				some,
				minutes: flow.minutes
			}),
			list: { moving: "received" }
		}]
	};
}
function broker({ flow }) {
	const { known, ok, reason, inbound, dead, queues } = flow.broker;
	const figures = [];
	if (inbound !== null) figures.push({
		text: _t("%s wait for Odoo", formatCount(inbound)),
		list: null
	});
	if (dead) figures.push({
		text: _t("%s undeliverable", formatCount(dead)),
		list: null
	});
	if (queues) figures.push({
		text: _t("%s queues", formatCount(queues)),
		list: { station: "queues" }
	});
	return {
		name: "broker",
		label: _t("Broker"),
		icon: "fa-random",
		tone: !known ? "attention" : !ok ? "trouble" : dead ? "attention" : "good",
		state: !known ? _t("not known: no sidecar reports") : ok ? _t("connected") : reason || _t("not connected"),
		figures
	};
}
function sidecar({ flow }, now) {
	const { count, alive, last_at: last } = flow.sidecars;
	return {
		name: "sidecar",
		label: count > 1 ? _t("%s sidecars", formatCount(count)) : _t("Sidecar"),
		icon: "fa-exchange",
		tone: alive === 0 ? "trouble" : alive < count ? "attention" : "good",
		state: last ? _t("reported %s", ageOf(last, now)) : _t("never reported"),
		figures: count ? [{
			text: _t("%(alive)s of %(count)s up", {
				alive,
				count
			}),
			list: { station: "sidecars" }
		}] : []
	};
}
function odoo({ flow }) {
	const { applied, recorded } = flow.odoo;
	return {
		name: "odoo",
		label: "Odoo",
		icon: "fa-database",
		tone: "good",
		state: _t("in %s min", flow.minutes),
		figures: [{
			text: _t("%s applied", formatCount(applied)),
			list: { moving: "applied" }
		}, {
			text: _t("%s recorded", formatCount(recorded)),
			list: { moving: "recorded" }
		}]
	};
}
function subscribers({ flow }, now) {
	if (!flow.subscribers) return null;
	const { count, failing } = flow.subscribers;
	const { published, published_at: last } = flow.odoo;
	return {
		name: "subscribers",
		label: _t("Subscribers"),
		icon: "fa-share-alt",
		tone: failing ? "trouble" : count ? "good" : "attention",
		state: failing ? _t("%s failing", formatCount(failing)) : last ? _t("last read %s", ageOf(last, now)) : _t("nothing read yet"),
		figures: [{
			text: count === 1 ? _t("1 subscriber") : _t("%s subscribers", formatCount(count)),
			list: { station: "subscribers" }
		}, {
			text: _t("%s events read", formatCount(published)),
			list: null
		}]
	};
}
// src/services/board_api.ts
var MODEL$1 = "stock.tower.overview";
function createBoardApi(orm) {
	const ask = (method, kwargs) => orm.silent.call(MODEL$1, method, [], kwargs);
	return {
		board: () => ask("board", {}),
		since: (moment) => ask("since", { moment }),
		sinceAction: (name, { since: moment, until }) => ask("action_since", {
			name,
			moment,
			until
		}),
		matrixAction: (warehouseId, state) => ask("action_matrix", {
			warehouse_id: warehouseId,
			state
		}),
		movingAction: (name, { since, until }) => ask("action_moving", {
			name,
			since,
			until
		}),
		stationAction: (name) => ask("action_station", { name })
	};
}
// src/services/overview_api.ts
var MODEL = "stock.tower.overview";
function createOverviewApi(orm) {
	const ask = (method, kwargs) => orm.silent.call(MODEL, method, [], kwargs);
	return {
		snapshot: (stock, feedAfter, feedLimit) => ask("snapshot", {
			stock,
			feed_after: feedAfter,
			feed_limit: feedLimit
		}),
		stockPage: (request) => ask("stock_page", { ...request }),
		stockTotals: (filter) => ask("stock_totals", { ...filter }),
		listAction: (list) => ask("action_list", { name: list }),
		productEventsAction: (productId) => ask("action_product_events", { product_id: productId }),
		statesAction: (productId, warehouseIds, figure) => ask("action_states", {
			product_id: productId,
			warehouse_ids: warehouseIds,
			figure
		}),
		eventAction: (outboxId, inboxId) => ask("action_event", {
			outbox_id: outboxId,
			inbox_id: inboxId
		}),
		connectAction: () => ask("action_connect", {})
	};
}
// src/lib/seldom.ts
/** Of the time that passes, a costly read may take this share. */
var SHARE = 1 / 5;
/**
* Runs what costs the server much now and then: never twice at a time, and after it a rest of at least
* `restMs`, longer where it took long.
*/
var Seldom = class {
	dueAt = -Infinity;
	running = false;
	question = 0;
	restMs;
	now;
	constructor(restMs, now = Date.now) {
		this.restMs = restMs;
		this.now = now;
	}
	/** It answers another question now: run it as soon as asked. */
	reset() {
		this.dueAt = -Infinity;
		this.running = false;
		this.question += 1;
	}
	/** @throws what the task throws; it is due again at once then */
	async run(task) {
		const began = this.now();
		if (this.running || began < this.dueAt) return;
		this.running = true;
		const { question } = this;
		try {
			await task();
			const took = this.now() - began;
			if (question === this.question) this.dueAt = this.now() + Math.max(this.restMs, took / SHARE - took);
		} finally {
			if (question === this.question) this.running = false;
		}
	}
};
// src/stores/board_store.ts
/** It looks at whole tables: seldom, however many hints come. */
var EVERY_MS = 5e3;
/** What the tower tells beside stock. */
var BoardStore = class {
	board = null;
	/** What happened since the user last looked; null when there is nothing to tell. */
	since = null;
	seldom = (0, _odoo_owl.markRaw)(new Seldom(EVERY_MS));
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	/** @throws what the server says against it */
	refresh() {
		return this.seldom.run(async () => {
			this.board = (0, _odoo_owl.markRaw)(await this.api.board());
		});
	}
	/** @param moment when the user last looked; null: never before */
	async compare(moment) {
		if (!moment) return;
		const since = await this.api.since(moment);
		this.since = Object.keys(since.counts).length ? (0, _odoo_owl.markRaw)(since) : null;
	}
	dismissSince() {
		this.since = null;
	}
};
function createBoardStore(api) {
	return (0, _odoo_owl.reactive)(new BoardStore(api));
}
// src/stores/feed_store.ts
/** Kept on screen; older ones are in the list of events. */
var KEPT = 100;
/**
* The live feed. New events appear at once while the user looks at the top;
* while paused, scrolled down or pointed at, they wait behind a banner, so that
* the list never jumps.
*/
var FeedStore = class {
	items = (0, _odoo_owl.markRaw)([]);
	held = (0, _odoo_owl.markRaw)([]);
	/** The user pressed pause. */
	paused = false;
	/** The user reads: pointer over the list or scrolled away from the top. */
	reading = false;
	loaded = false;
	/** Number of the newest event looked at; not each of them is shown. */
	cursor = "0";
	/** Items newer than this came in live; they are softly marked. */
	openedAt = "0";
	get holding() {
		return this.paused || this.reading;
	}
	/**
	* @param items newest first, all newer than the cursor
	* @param head number of the newest event that was looked at for them
	*/
	accept(items, head) {
		if (isNewer(head, this.cursor)) this.cursor = head;
		if (!this.loaded) this.openedAt = this.cursor;
		if (items.length) {
			if (this.holding && this.loaded) this.held = merge(items, this.held);
			else this.items = merge(items, this.items);
		}
		this.loaded = true;
	}
	/** Puts what waited on top. */
	release() {
		this.items = merge(this.held, this.items);
		this.held = (0, _odoo_owl.markRaw)([]);
	}
	togglePause() {
		this.paused = !this.paused;
		if (!this.holding) this.release();
	}
	setReading(reading) {
		if (reading === this.reading) return;
		this.reading = reading;
		if (!this.holding) this.release();
	}
};
function merge(newer, older) {
	return (0, _odoo_owl.markRaw)([...newer.map((item) => (0, _odoo_owl.markRaw)(item)), ...older].slice(0, KEPT));
}
function createFeedStore() {
	return (0, _odoo_owl.reactive)(new FeedStore());
}
// src/stores/stock_store.ts
/** Rows read beyond the visible ones, above and below. */
var MARGIN = 30;
/** The server refuses more rows in one page. */
var MAX_ROWS = 200;
/** The whole list is counted and summed no more often than this; rows are read twice a second. */
var TOTALS_MS = 5e3;
/** A changed figure stays marked this long. */
var MARKED_MS = 4e3;
/**
* The products × warehouses grid: a window of rows over a list the server
* orders. Values are replaced, never changed in place, so that components see
* new props.
*/
var StockStore = class {
	query = {
		search: "",
		warehouseIds: [],
		onlyWithStock: false
	};
	count = null;
	/** Null while they are not read. */
	totals = null;
	/** By position in the whole list; holes are not read yet. */
	rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	/** Cells that changed a moment ago, by cell key. */
	marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	offset = 0;
	limit = 100;
	generation = 0;
	/** The question that `count` answers. */
	counted = -1;
	seldom = (0, _odoo_owl.markRaw)(new Seldom(TOTALS_MS));
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	get request() {
		return {
			offset: this.offset,
			limit: this.limit,
			...this.filter,
			count: this.counted !== this.generation
		};
	}
	/** Names the question asked; an answer to an older question is dropped. */
	get questionId() {
		return this.generation;
	}
	async setQuery(change) {
		this.query = {
			...this.query,
			...change
		};
		this.generation += 1;
		this.offset = 0;
		this.seldom.reset();
		await this.read(true);
		await this.refreshTotals();
	}
	/** Counts and sums the whole list again, when that was a while ago. */
	refreshTotals() {
		const question = this.generation;
		return this.seldom.run(async () => {
			const { count, totals } = await this.api.stockTotals(this.filter);
			if (question !== this.generation) return;
			this.totals = (0, _odoo_owl.markRaw)(totals);
			if (count !== this.count) this.recount(count);
		});
	}
	/** The user sees rows `first` to `last`. */
	async showRows(first, last) {
		if (this.covers(first, last)) return;
		this.offset = Math.max(0, first - MARGIN);
		this.limit = Math.min(MAX_ROWS, last - this.offset + 1 + MARGIN);
		await this.read(false);
	}
	/** Takes an answer in; `question` tells which question it answers. */
	accept(page, question, now) {
		if (question !== this.generation) return;
		const sameList = page.count === null || page.count === this.count;
		if (page.count !== null) {
			this.count = page.count;
			this.counted = question;
		}
		const rows = new Map(sameList ? this.rows : []);
		const changed = [];
		const known = new Map([...this.rows.values()].map((row) => [row.id, row]));
		page.rows.forEach((row, index) => {
			const before = known.get(row.id);
			if (before) changed.push(...changedCells(before, row));
			rows.set(page.offset + index, before && sameRow(before, row) ? before : (0, _odoo_owl.markRaw)(row));
		});
		this.rows = (0, _odoo_owl.markRaw)(rows);
		if (changed.length) {
			const marks = new Map(this.marked);
			for (const key of changed) marks.set(key, now);
			this.marked = (0, _odoo_owl.markRaw)(marks);
		}
	}
	/** Forgets marks that have been seen long enough. */
	tick(now) {
		const fresh = [...this.marked].filter(([, at]) => now - at < MARKED_MS);
		if (fresh.length !== this.marked.size) this.marked = (0, _odoo_owl.markRaw)(new Map(fresh));
	}
	async read(newQuestion) {
		const question = this.generation;
		const { offset, limit } = this;
		const page = await this.api.stockPage(this.request);
		if (question !== this.generation) return;
		if (newQuestion) {
			this.rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
			this.marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
			this.totals = null;
		} else if (offset !== this.offset || limit !== this.limit) return;
		this.accept(page, question, Date.now());
	}
	get filter() {
		const { search, warehouseIds, onlyWithStock } = this.query;
		return {
			search,
			warehouse_ids: [...warehouseIds],
			only_with_stock: onlyWithStock
		};
	}
	/** Rows outside the window, which is renewed, may have other places now. */
	recount(count) {
		this.count = count;
		const end = this.offset + this.limit;
		const kept = [...this.rows].filter(([index]) => index >= this.offset && index < end);
		this.rows = (0, _odoo_owl.markRaw)(new Map(kept));
	}
	/** Periodic reads renew only the current window, so it must hold the view. */
	covers(first, last) {
		return first >= this.offset && last < this.offset + this.limit;
	}
};
function createStockStore(api) {
	return (0, _odoo_owl.reactive)(new StockStore(api));
}
// src/stores/tower_store.ts
/** The page's figures; one read of the server fills all of its parts. */
var TowerStore = class {
	summary = null;
	lag = (0, _odoo_owl.markRaw)([]);
	warehouses = (0, _odoo_owl.markRaw)([]);
	decimals = 2;
	canConfigure = false;
	live;
	stock;
	feed;
	slowFailure = null;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
		this.stock = createStockStore(api);
		this.feed = createFeedStore();
	}
	/**
	* Reads everything anew. Never throws: a failed read shows as stale.
	* @param beside what else the page shows and the rows do not wait for, save the first time
	*/
	async refresh(beside = () => Promise.resolve()) {
		const question = this.stock.questionId;
		const first = this.summary === null;
		const reading = this.api.snapshot(this.stock.request, this.feed.cursor, 50);
		const slow = beside();
		slow.catch(() => void 0);
		try {
			const [snapshot] = await Promise.all([reading, first ? slow : null]);
			this.accept(snapshot, question);
			this.follow([slow, this.stock.refreshTotals()]);
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	tick(now) {
		this.live.tick(now);
		this.stock.tick(now);
	}
	/** Its failure shows until it succeeds, whatever else is read meanwhile. */
	async follow(slow) {
		try {
			await Promise.all(slow);
			this.slowFailure = null;
		} catch (error) {
			this.slowFailure = reasonOf(error);
			this.live.recordFailure(this.slowFailure);
		}
	}
	accept(snapshot, question) {
		const now = Date.now();
		this.live.recordRead(snapshot.at, snapshot.head, now);
		if (this.slowFailure) this.live.recordFailure(this.slowFailure);
		this.summary = (0, _odoo_owl.markRaw)(snapshot.summary);
		this.lag = (0, _odoo_owl.markRaw)(snapshot.lag);
		this.decimals = snapshot.decimals;
		this.canConfigure = snapshot.can_configure;
		if (!sameWarehouses(this.warehouses, snapshot.warehouses)) this.warehouses = (0, _odoo_owl.markRaw)(snapshot.warehouses);
		this.stock.accept(snapshot.stock, question, now);
		this.feed.accept(snapshot.feed, snapshot.head);
	}
};
function sameWarehouses(left, right) {
	return JSON.stringify(left) === JSON.stringify(right);
}
function createTowerStore(api) {
	return (0, _odoo_owl.reactive)(new TowerStore(api));
}
// src/pages/tower/tiles.ts
/** The six figures of the page, in the order of the questions they answer. */
function towerTiles(summary, board) {
	const tiles = [
		lagTile(summary),
		waitingTile(summary, board),
		refusedTile(summary, board)
	];
	if (!board) return tiles;
	const [lag, waiting, refused] = tiles;
	return [
		lag,
		exceptionsTile(board),
		refused,
		waiting,
		connectionsTile(board),
		driftTile(board)
	];
}
/** What happened today, told in one line. */
function todayTiles(summary) {
	const { conflicts_today: conflicts, applied_today: applied } = summary;
	const duplicates = summary.duplicates_today;
	return [{
		name: "applied",
		label: _t("Applied today"),
		value: formatCount(applied),
		note: duplicates ? _t("%s repeats recognised", formatCount(duplicates)) : "",
		target: "",
		icon: "fa-check-circle",
		level: "plain",
		hint: _t("Partner events that changed stock, each once. Opens them.")
	}, {
		name: "conflicts",
		label: _t("Conflicts today"),
		value: formatCount(conflicts),
		note: "",
		target: "",
		icon: "fa-random",
		level: conflicts ? "attention" : "plain",
		hint: _t("Events that contradict an earlier one or what Odoo has. Opens them.")
	}];
}
function lagTile(summary) {
	const lag = worstLag(summary);
	const { outbound_ms: out, inbound_ms: inbound } = summary.lag;
	const parts = [out === null ? "" : _t("out %s", formatDuration(out)), inbound === null ? "" : _t("in %s", formatDuration(inbound))];
	return {
		name: "lag",
		label: _t("Lag now"),
		value: lag === null ? "–" : formatDuration(lag),
		note: parts.filter(Boolean).join(" · ") || _t("no events in the last minutes"),
		target: _t("goal %s", formatDuration(LATE_MS)),
		icon: "fa-tachometer",
		level: lag === null ? "plain" : lag > 5e3 ? "attention" : "good",
		hint: _t("From the event to its effect, the slowest of the last 30 s. Opens the publications.")
	};
}
function exceptionsTile({ attention }) {
	const { count, severities } = attention;
	return {
		name: "exceptions",
		label: _t("Exceptions"),
		value: formatCount(count),
		note: severityWords(attention) || _t("nothing to do"),
		target: _t("goal 0 critical"),
		icon: "fa-exclamation-triangle",
		level: severities["3"] ? "trouble" : count ? "attention" : "good",
		hint: _t("Causes that need somebody, by what they hold up. Opens them.")
	};
}
function refusedTile(summary, board) {
	const { refused_today: refused } = summary;
	return {
		name: "refused",
		label: _t("Refused today"),
		value: formatCount(refused),
		note: refused ? _t("each says why and what to do") : _t("none"),
		target: _t("goal 0"),
		icon: "fa-times-circle",
		level: refused ? "trouble" : "good",
		hint: _t("Partner events that could not take effect; the bars are the last 24 hours. Opens them."),
		...board ? { bars: board.refused_hours } : {}
	};
}
function waitingTile({ waiting, connected }, board) {
	const age = waiting.oldest_ms ?? 0;
	const stuck = connected && age > 6e4;
	const drain = connected ? drainMs(waiting.count, board) : null;
	const oldest = _t("oldest %s", formatDuration(age));
	const note = !waiting.count ? _t("everything is published") : !connected ? _t("no system listens yet") : drain === null ? oldest : _t("%(oldest)s, through in %(drain)s", {
		oldest,
		drain: formatDuration(drain)
	});
	return {
		name: "waiting",
		label: _t("Events waiting"),
		value: formatCount(waiting.count),
		note,
		target: _t("goal: oldest %s", formatDuration(LATE_MS)),
		icon: "fa-hourglass-half",
		level: stuck ? "trouble" : connected && age > 5e3 ? "attention" : waiting.count && !connected ? "plain" : "good",
		hint: _t("Events not yet published; the bars are the queue to Odoo. Opens the events."),
		...board ? { bars: board.flow.broker.samples } : {}
	};
}
function connectionsTile({ flow }) {
	const { sidecars, broker, subscribers } = flow;
	const all = sidecars.count + (subscribers?.count ?? 0);
	const down = sidecars.count - sidecars.alive + (subscribers?.failing ?? 0);
	const lost = broker.known && !broker.ok;
	return {
		name: "connections",
		label: _t("Connections"),
		value: all ? _t("%(up)s of %(all)s", {
			up: all - down,
			all
		}) : "–",
		note: !all ? _t("none is set up") : lost ? broker.reason || _t("the broker does not answer") : down ? down === 1 ? _t("1 does not answer") : _t("%s do not answer", formatCount(down)) : _t("all answer"),
		target: _t("goal: all"),
		icon: "fa-plug",
		level: !all ? "plain" : lost || down ? "trouble" : "good",
		hint: _t("Sidecars and subscribers that answer. Opens them.")
	};
}
function driftTile({ drift }) {
	return {
		name: "drift",
		label: _t("Drift"),
		value: formatCount(drift.count),
		note: !drift.compared ? _t("nothing to compare") : drift.count ? _t("of %s lines compared", formatCount(drift.compared)) : _t("%s lines as reported", formatCount(drift.compared)),
		target: _t("goal 0"),
		icon: "fa-balance-scale",
		level: drift.count ? "attention" : drift.compared ? "good" : "plain",
		hint: _t("Reported lines that Odoo did otherwise or not at all; the bars are 14 days. Opens them."),
		bars: drift.days
	};
}
// src/pages/tower/tower_page.ts
/** The warehouse manager's first look: health, figures, stock, what happens. */
var TowerPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TowerPage";
	static components = {
		EventFeed,
		FlowMap,
		HealthLine,
		LagSparkline,
		Layout: _web_search_layout.Layout,
		MetricTile,
		MiniBars,
		SinceBanner,
		StateMatrix,
		StockGrid,
		StockToolbar
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Control Tower");
	static path = "control-tower";
	display = { controlPanel: {} };
	setup() {
		this.action = (0, _web_core_utils_hooks.useService)("action");
		const orm = (0, _web_core_utils_hooks.useService)("orm");
		this.api = createOverviewApi(orm);
		this.boardApi = createBoardApi(orm);
		const [store, board] = [createTowerStore(this.api), createBoardStore(this.boardApi)];
		this.store = (0, _odoo_owl.useState)(store);
		this.board = (0, _odoo_owl.useState)(board);
		const both = {
			live: store.live,
			refresh: () => store.refresh(() => board.refresh()),
			tick: (now) => store.tick(now)
		};
		const bus = (0, _web_core_utils_hooks.useService)("bus_service");
		this.refresh = useLiveUpdates(both, bus, ["changed", "exceptions"]).refresh;
		useShortcuts({
			"g e": () => void this.openExceptions(),
			"g c": () => void this.openConnections(),
			n: () => this.store.feed.release()
		});
		const looked = () => rememberLook(/* @__PURE__ */ new Date());
		(0, _odoo_owl.onWillUnmount)(looked);
		(0, _odoo_owl.useExternalListener)(window, "pagehide", looked);
		board.compare(lastLook()).catch(() => void 0);
	}
	get health() {
		return this.store.summary && describeTower(this.store.summary, this.board.board);
	}
	get tiles() {
		return this.store.summary ? towerTiles(this.store.summary, this.board.board) : [];
	}
	get todayTiles() {
		return this.store.summary ? todayTiles(this.store.summary) : [];
	}
	/** What the tile itself takes; its picture is the page's. */
	tileProps({ bars: _bars, ...props }) {
		return props;
	}
	get stations() {
		const { board } = this.board;
		return board ? flowStations(board, this.store.live.serverNow) : [];
	}
	get columns() {
		const { warehouses, stock } = this.store;
		const { warehouseIds } = stock.query;
		if (!warehouseIds.length) return warehouses;
		return warehouses.filter(({ id }) => warehouseIds.includes(id));
	}
	get countText() {
		const { count } = this.store.stock;
		if (count === null) return "";
		return count === 1 ? _t("1 product") : _t("%s products", formatCount(count));
	}
	get filtered() {
		const { search, warehouseIds, onlyWithStock } = this.store.stock.query;
		return !!search || warehouseIds.length > 0 || onlyWithStock;
	}
	async open(action) {
		await this.action.doAction(await action);
	}
	openTile(name) {
		if (name === "exceptions") return this.openExceptions();
		if (name === "connections") return this.openConnections();
		if (name === "drift") return this.open(this.boardApi.stationAction("drift"));
		return this.openList(name);
	}
	openList(name) {
		return this.open(this.api.listAction(name));
	}
	async openExceptions() {
		await this.action.doAction("stock_control_tower.action_exceptions");
	}
	async openConnections() {
		await this.action.doAction("stock_control_tower.action_connections");
	}
	openFlow(list) {
		const { board } = this.board;
		if ("station" in list) return this.open(this.boardApi.stationAction(list.station));
		return board ? this.open(this.boardApi.movingAction(list.moving, board)) : Promise.resolve();
	}
	openMatrix(warehouseId, state) {
		return this.open(this.boardApi.matrixAction(warehouseId, state));
	}
	openChange(name) {
		const { since } = this.board;
		return since ? this.open(this.boardApi.sinceAction(name, since)) : Promise.resolve();
	}
	openProduct(productId) {
		return this.open(this.api.productEventsAction(productId));
	}
	openFigures(productId, warehouseId, figure) {
		const chosen = this.store.stock.query.warehouseIds;
		const warehouseIds = warehouseId === null ? [...chosen] : [warehouseId];
		return this.open(this.api.statesAction(productId, warehouseIds, figure));
	}
	openEvent(item) {
		const inboxId = item.outcome ? item.inbox_id : null;
		return this.open(this.api.eventAction(item.outbox_id, inboxId));
	}
	openPartners() {
		return this.open(this.api.connectAction());
	}
	clearFilters() {
		this.store.stock.setQuery({
			search: "",
			warehouseIds: [],
			onlyWithStock: false
		});
	}
};
// src/main.ts
var actions = _web_core_registry.registry.category("actions");
actions.add("stock_control_tower.tower", TowerPage, { force: true });
actions.add("stock_control_tower.exceptions", ExceptionsPage, { force: true });
actions.add("stock_control_tower.stock_truth", StockTruthPage, { force: true });
actions.add("stock_control_tower.connections", ConnectionsPage, { force: true });
actions.add("stock_control_tower.events", EventsPage, { force: true });
actions.add("stock_control_tower.floor", FloorPage, { force: true });
exports.ConnectionsPage = ConnectionsPage;
exports.EventFeed = EventFeed;
exports.EventLine = EventLine;
exports.EventsPage = EventsPage;
exports.EventsView = EventsView;
exports.ExceptionItem = ExceptionItem;
exports.ExceptionPanel = ExceptionPanel;
exports.ExceptionsPage = ExceptionsPage;
exports.FloorPage = FloorPage;
exports.MetricTile = MetricTile;
exports.StockGrid = StockGrid;
exports.StockRow = StockRow;
exports.StockToolbar = StockToolbar;
exports.StockTruthPage = StockTruthPage;
exports.StockTruthView = StockTruthView;
exports.TowerPage = TowerPage;
return module.exports;
});
