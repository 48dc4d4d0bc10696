# lemma	kind	patterns: c clause, q quotation or parenthesis, i infinitive, o object, t object is told (then c, i or q), as object "as", or a preposition
accuse	speech	accuse
acknowledge	speech	c q o
add	speech	c q
admit	speech	c q o to
admonish	speech	o
advise	speech	t c i q
advocate	speech	o for
agree	speech	c q i with to
allege	speech	c q
allow	speech	c
allude	speech	to
announce	speech	c q o i
answer	speech	c q
anticipate	belief	c o
apologise	speech	for q
apologize	speech	for q
appear	belief	raise
argue	speech	c q
ask	speech	c q t i about for
assert	speech	c q o
assume	belief	c
assure	speech	t c q
back	stance	o
bark	speech	q
beg	speech	t i q
believe	belief	c q in
bellow	speech	q
bemoan	speech	o
beseech	speech	t i q
bill	speech	as
blame	speech	o
blast	speech	o as q
blurt	speech	q
bluster	speech	q
boast	speech	c q of about
boom	speech	q
brag	speech	c about
brand	speech	call as
call	speech	call for on
cast	speech	as
caution	speech	c q
certify	writing	c
chant	speech	q
characterise	speech	as
characterize	speech	as
chide	speech	o
chime	speech	q
chuckle	speech	q
cite	speech	o as
claim	speech	c q i
clarify	speech	c q
command	speech	t c i
comment	speech	q on
complain	speech	c q about of
concede	speech	c q
conclude	speech	c q
condemn	speech	o as
confess	speech	c q to
confirm	speech	c q o
contend	speech	c q
continue	speech	q
coo	speech	q
correct	speech	q
counter	speech	c q
criticise	speech	o as q
criticize	speech	o as q
crow	speech	q
cry	speech	q
declare	speech	c q o
decline	speech	i
decree	speech	c
decry	speech	o as
deduce	belief	c
deem	belief	call
defend	speech	o as q
demand	speech	c o i q
demur	speech	q
denounce	speech	o as
deny	speech	c o q
depict	speech	as
deride	speech	o as
describe	speech	as o
direct	speech	i
disagree	speech	with
disclose	speech	c o
discuss	speech	o
dismiss	speech	o as
dispute	speech	o c
divulge	speech	o
doubt	belief	c o
dub	speech	call
echo	speech	q o
elaborate	speech	q on
email	writing	q
emphasise	speech	c q o
emphasize	speech	c q o
endorse	speech	o
enthuse	speech	q
entreat	speech	t i q
envisage	belief	c o
envision	belief	o
estimate	showing	c q o
exclaim	speech	c q
exhort	speech	t i
expect	belief	c i o
explain	speech	c q o
express	speech	o
exult	speech	q
favor	stance	o
favour	stance	o
fear	belief	c o
feel	belief	c
figure	belief	c
find	showing	c
forecast	speech	c o
foresee	belief	c o
fume	speech	q
gloat	speech	q
gripe	speech	c q about
groan	speech	q
growl	speech	q
grumble	speech	c q about
guess	belief	c
gush	speech	q
hail	speech	o as
hammer	speech	o
herald	speech	as o
highlight	speech	o
hint	speech	c q at
holler	speech	q
hope	wish	c i for
howl	speech	q
implore	speech	t i q
imply	speech	c q
indicate	showing	c q o
inform	speech	t c q
insinuate	speech	c
insist	speech	c q on
instruct	speech	t i
intend	wish	i
interject	speech	q
interrupt	speech	q
intimate	speech	c
intone	speech	q
invite	speech	i
jeer	speech	q
joke	speech	c q
know	belief	c
label	speech	call as
lambast	speech	o
lambaste	speech	o as
lament	speech	c q o
laud	speech	o as
laugh	speech	q
liken	speech	to
maintain	speech	c q
marvel	speech	c q
mention	speech	c o q
mock	speech	o as
mumble	speech	q
murmur	speech	c q
muse	speech	c q
mutter	speech	q
note	speech	c q o
object	speech	c to
observe	speech	c q
opine	speech	c q
oppose	stance	o
order	speech	t c i
paint	speech	as
pipe	speech	q
plan	wish	i
plead	speech	t i q for
pledge	speech	c q i o
point	speech	c q to
ponder	speech	q
portray	speech	as
pose	speech	q
posit	speech	c
post	writing	q c
postulate	speech	c
praise	speech	o as
preach	speech	q o
predict	speech	c q o
prefer	wish	i o
proclaim	speech	c q o
profess	speech	q i o
promise	speech	c q i o
pronounce	speech	call
propose	speech	c o i q
protest	speech	c q
question	speech	c o about
quip	speech	c q
quiz	speech	q
quote	speech	o
rail	speech	against
rank	showing	as
rant	speech	q about
rave	speech	q about
read	writing	q
reason	speech	c q
rebuke	speech	o
recall	speech	c q o
recite	speech	q o
reckon	belief	c q
recommend	speech	c o q
recount	speech	c q o
refer	showing	to
reference	showing	o
refuse	speech	i
refute	speech	o
regard	belief	as
reiterate	speech	c q o
reject	speech	o as
rejoin	speech	q
relate	speech	q
remark	speech	c q on
remind	speech	t c q
repeat	speech	c q o
reply	speech	c q
report	speech	c q o
respond	speech	c q to
retort	speech	c q
return	speech	q
retweet	writing	q
reveal	speech	c q o
ridicule	speech	o as
roar	speech	q
rule	speech	c
say	speech	c q
scoff	speech	q at
scold	speech	q o
scrawl	writing	q
scream	speech	q
scribble	writing	q
seek	wish	i o
seem	belief	raise
shout	speech	c q
show	showing	c
shriek	speech	q
sigh	speech	q
signal	showing	c
sing	speech	q
slam	speech	o as
snap	speech	q
sneer	speech	q
speak	speech	of about against
specify	speech	c q
speculate	speech	c q about
stammer	speech	q
state	speech	c q
stipulate	writing	c
stress	speech	c q o
suggest	speech	c q o
summarize	speech	q
support	stance	o
surmise	belief	c q
suspect	belief	c
swear	speech	c q i
talk	speech	about of
tease	speech	q
tell	speech	t c q
testify	speech	c q
text	writing	q
thank	speech	o
theorize	speech	c q
think	belief	c q of
threaten	speech	i c
thunder	speech	q
tout	speech	o as
tut	speech	q
tweet	writing	c q
underline	speech	c o
underscore	speech	c o
understand	belief	c
urge	speech	t i q
vent	speech	q
venture	speech	q
view	belief	as
volunteer	speech	c q
vow	speech	c q i
wail	speech	q
want	wish	i o
warble	speech	q
warn	speech	c q t i of against about
welcome	stance	o
whine	speech	q about
whisper	speech	c q
wish	wish	i c
wonder	belief	c q
worry	belief	c about
write	writing	c q
yell	speech	c q
